/// The demonstration: pods initialised, load that rises and falls, a report. May use the manager's
/// api and model; pictures come from a [dev.elasticcloud.console.demo.Camera] given in.
/// Start reading with [dev.elasticcloud.console.demo.Demo].
@NullMarked
package dev.elasticcloud.console.demo;

import org.jspecify.annotations.NullMarked;
