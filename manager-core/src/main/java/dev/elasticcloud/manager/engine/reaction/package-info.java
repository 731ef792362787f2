/// Records how decisions that added nodes are carried out, step by step. May use `model` and
/// `view`. Start reading with [dev.elasticcloud.manager.engine.reaction.PodReactions].
@NullMarked
package dev.elasticcloud.manager.engine.reaction;

import org.jspecify.annotations.NullMarked;
