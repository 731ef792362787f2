/// The entrance: `Main` puts the command line, the console and the manager together. May use
/// everything of the console and the manager's root. Start reading with
/// [dev.elasticcloud.console.Main].
@NullMarked
package dev.elasticcloud.console;

import org.jspecify.annotations.NullMarked;
