/// The screen of all nodes: their life over time, a table with bulk actions, and one node in detail.
/// May use `connection`, `control` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.nodes.NodesModel].
@NullMarked
package dev.elasticcloud.console.feature.nodes;

import org.jspecify.annotations.NullMarked;
