/// The jobs screen: a form that the pod declares, and the results. May use `control`, `connection`
/// and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.jobs.JobFormModel].
@NullMarked
package dev.elasticcloud.console.feature.jobs;

import org.jspecify.annotations.NullMarked;
