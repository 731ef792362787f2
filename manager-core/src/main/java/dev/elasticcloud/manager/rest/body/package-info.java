/// Request bodies that people write: a new pod and the settings of a pod. May use `json`, `model`,
/// `pods` and `rest.problem`. Start reading with
/// [dev.elasticcloud.manager.rest.body.PodSettings].
@NullMarked
package dev.elasticcloud.manager.rest.body;

import org.jspecify.annotations.NullMarked;
