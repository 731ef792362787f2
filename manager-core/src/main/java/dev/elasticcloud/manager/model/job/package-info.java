/// Jobs: the request, each attempt, and the end. Uses `model` and `model.spec`. Start reading with
/// `Job`.
@NullMarked
package dev.elasticcloud.manager.model.job;

import org.jspecify.annotations.NullMarked;
