/// Small reusable controls, each with its stylesheet; they know numbers and words, no cloud. Uses
/// nothing of ours. Start reading with [dev.elasticcloud.console.control.TimeChart].
@NullMarked
package dev.elasticcloud.console.control;

import org.jspecify.annotations.NullMarked;
