/// What nodes write: one stream of one node or of several, with search. Knows nothing of the
/// screen that it is part of; uses the connection and the controls. Start reading with
/// [dev.elasticcloud.console.feature.nodes.log.LogModel].
@NullMarked
package dev.elasticcloud.console.feature.nodes.log;

import org.jspecify.annotations.NullMarked;
