/// What the manager derives from spec and observation: node states, plans, problems and the
/// published snapshot. Uses the other model packages. Start reading with `CloudSnapshot`.
@NullMarked
package dev.elasticcloud.manager.model.status;

import org.jspecify.annotations.NullMarked;
