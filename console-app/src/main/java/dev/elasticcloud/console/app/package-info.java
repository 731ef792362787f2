/// Puts the console together: the window, its screens, its look. May use all of the console but the
/// command line. Start reading with [dev.elasticcloud.console.app.ConsoleWindow].
@NullMarked
package dev.elasticcloud.console.app;

import org.jspecify.annotations.NullMarked;
