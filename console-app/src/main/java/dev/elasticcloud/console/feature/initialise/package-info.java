/// The screen that initialises pods. May use `control`, `connection` and the manager's model. Start
/// reading with [dev.elasticcloud.console.feature.initialise.InitialiseModel].
@NullMarked
package dev.elasticcloud.console.feature.initialise;

import org.jspecify.annotations.NullMarked;
