/// The screen on which pods come into being. May use `control`, `connection` and the manager's
/// model. Start reading with [dev.elasticcloud.console.feature.initialise.InitialiseModel].
@NullMarked
package dev.elasticcloud.console.feature.initialise;

import org.jspecify.annotations.NullMarked;
