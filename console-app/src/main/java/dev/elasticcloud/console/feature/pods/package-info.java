/// The pods screen: what pods there are, adding one, editing its settings, and removing it. May use
/// `control`, `connection` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.pods.PodsModel].
@NullMarked
package dev.elasticcloud.console.feature.pods;

import org.jspecify.annotations.NullMarked;
