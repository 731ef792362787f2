/// Journeys through the Nodes screen: logs and terminals.
@NullMarked
package dev.elasticcloud.console.app.nodes;

import org.jspecify.annotations.NullMarked;
