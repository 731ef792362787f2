/// Long tasks that a user started: their steps, progress and end. May use `text`. Start
/// reading with [dev.elasticcloud.console.task.TaskCentre].
@NullMarked
package dev.elasticcloud.console.task;

import org.jspecify.annotations.NullMarked;
