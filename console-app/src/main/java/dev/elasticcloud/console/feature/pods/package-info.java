/// The pods screen: lists pods, adds one, edits its settings, and removes it. May use `control`,
/// `connection` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.pods.PodsModel].
@NullMarked
package dev.elasticcloud.console.feature.pods;

import org.jspecify.annotations.NullMarked;
