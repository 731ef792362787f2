/// The actual state: containers, balancer servers, usage and load as they were read. Uses `model`
/// and `model.spec`. Start reading with `Observation`.
@NullMarked
package dev.elasticcloud.manager.model.observed;

import org.jspecify.annotations.NullMarked;
