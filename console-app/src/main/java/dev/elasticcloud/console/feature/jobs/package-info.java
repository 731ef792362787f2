/// Running jobs: a form made from a pod's own declaration, and what came of them. May use
/// `control`, `connection` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.jobs.JobFormModel].
@NullMarked
package dev.elasticcloud.console.feature.jobs;

import org.jspecify.annotations.NullMarked;
