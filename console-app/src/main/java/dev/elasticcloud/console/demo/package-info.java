/// The demonstration: initialises pods, applies load and writes a report. May use the manager's api
/// and model. Start reading with [dev.elasticcloud.console.demo.Demo].
@NullMarked
package dev.elasticcloud.console.demo;

import org.jspecify.annotations.NullMarked;
