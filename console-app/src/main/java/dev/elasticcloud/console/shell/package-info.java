/// The window's frame: navigation, state of the connection, banners, notifications and dialogs. May
/// use `connection`, `control` and `text`, and no feature. Start reading with
/// [dev.elasticcloud.console.shell.ShellView].
@NullMarked
package dev.elasticcloud.console.shell;

import org.jspecify.annotations.NullMarked;
