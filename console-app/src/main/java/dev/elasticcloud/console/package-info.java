/// The entry of the program: `Main` connects the command line to the programs that it starts. May
/// use everything. Start reading with [dev.elasticcloud.console.Main].
@NullMarked
package dev.elasticcloud.console;

import org.jspecify.annotations.NullMarked;
