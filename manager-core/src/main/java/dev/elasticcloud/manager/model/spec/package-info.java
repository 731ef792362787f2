/// The wanted state: the cloud's spec, its pods with their limits, scaling and jobs, and the
/// commands that change it. Uses `model`. Start reading with `CloudSpec`.
@NullMarked
package dev.elasticcloud.manager.model.spec;

import org.jspecify.annotations.NullMarked;
