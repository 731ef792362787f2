/// Text in the same form wherever the console shows or writes it, in windows, commands and files,
/// and the texts of the window, which are in `messages.properties`. Knows the manager's model, whose
/// constants it names. Start reading with [dev.elasticcloud.console.text.Texts].
@NullMarked
package dev.elasticcloud.console.text;

import org.jspecify.annotations.NullMarked;
