/// What the manager makes of spec and observation: node states, plans, problems and the snapshot
/// that is published. Uses the other model packages. Start reading with `CloudSnapshot`.
@NullMarked
package dev.elasticcloud.manager.model.status;

import org.jspecify.annotations.NullMarked;
