/// Pod folders: from a `pod.yaml` and its Dockerfile to a checked pod spec. May use `api` and
/// `model`. Start reading with `PodFolder`.
@NullMarked
package dev.elasticcloud.manager.pods;

import org.jspecify.annotations.NullMarked;
