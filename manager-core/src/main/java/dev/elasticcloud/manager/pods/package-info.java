/// Pod folders: reads a `pod.yaml` and its Dockerfile into a checked pod spec. May use `api` and
/// `model`. Start reading with `PodFolder`.
@NullMarked
package dev.elasticcloud.manager.pods;

import org.jspecify.annotations.NullMarked;
