/// Assembles the console: the window, its screens, its theme. May use all of the console except the
/// command line and the demo. Start reading with [dev.elasticcloud.console.app.ConsoleWindow].
@NullMarked
package dev.elasticcloud.console.app;

import org.jspecify.annotations.NullMarked;
