/// Text in the same form wherever the console shows or writes it, in windows, commands and files.
/// Start reading with [dev.elasticcloud.console.text.ElapsedTime].
@NullMarked
package dev.elasticcloud.console.text;

import org.jspecify.annotations.NullMarked;
