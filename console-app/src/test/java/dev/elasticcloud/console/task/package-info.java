/// Tests of tasks that need no window.
@NullMarked
package dev.elasticcloud.console.task;

import org.jspecify.annotations.NullMarked;
