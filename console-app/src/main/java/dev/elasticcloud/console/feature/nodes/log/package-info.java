/// Node logs: one stream of one or several nodes, with search. Independent of the screen that
/// contains it; uses the connection and the controls. Start reading with
/// [dev.elasticcloud.console.feature.nodes.log.LogModel].
@NullMarked
package dev.elasticcloud.console.feature.nodes.log;

import org.jspecify.annotations.NullMarked;
