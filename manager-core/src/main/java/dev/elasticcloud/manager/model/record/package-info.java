/// Records of the past: decisions, events, audit entries, history and logs. Uses `model`,
/// `model.spec` and `model.observed`. Start reading with `Decision`.
@NullMarked
package dev.elasticcloud.manager.model.record;

import org.jspecify.annotations.NullMarked;
