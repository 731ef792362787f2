/// Jobs: what is asked for, each try, and how it ended. Uses `model` and `model.spec`. Start reading
/// with `Job`.
@NullMarked
package dev.elasticcloud.manager.model.job;

import org.jspecify.annotations.NullMarked;
