/// Long work that a user started: its steps, its progress and its end. Uses no other package. Start
/// reading with [dev.elasticcloud.console.task.TaskCentre].
@NullMarked
package dev.elasticcloud.console.task;

import org.jspecify.annotations.NullMarked;
