/// Names, roles and tokens: the vocabulary of all other parts of the model. Records are immutable
/// and use the JDK alone. Start reading with `PodName`, then `model.spec`, `model.observed` and
/// `model.status`.
@NullMarked
package dev.elasticcloud.manager.model;

import org.jspecify.annotations.NullMarked;
