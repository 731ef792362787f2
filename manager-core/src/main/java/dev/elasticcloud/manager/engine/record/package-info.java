/// Records of what happened: events, node states, builds, and the health of the store. Start
/// reading with `EventRecorder`.
@NullMarked
package dev.elasticcloud.manager.engine.record;

import org.jspecify.annotations.NullMarked;
