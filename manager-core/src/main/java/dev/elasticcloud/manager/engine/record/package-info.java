/// What happened, written down: events, node states, builds, and whether the store takes them. Start
/// reading with `EventRecorder`.
@NullMarked
package dev.elasticcloud.manager.engine.record;

import org.jspecify.annotations.NullMarked;
