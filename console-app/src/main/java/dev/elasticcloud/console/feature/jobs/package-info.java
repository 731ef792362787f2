/// The jobs screen: a form for the program's parameters, the last batch, the history and the
/// results. May use `control`, `connection` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.jobs.JobsModel].
@NullMarked
package dev.elasticcloud.console.feature.jobs;

import org.jspecify.annotations.NullMarked;
