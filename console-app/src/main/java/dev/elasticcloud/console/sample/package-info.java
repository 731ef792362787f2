/// A generated cloud for pictures and measurements of the console: its history, nodes and jobs
/// come from a fixed seed and a fixed moment, so that it looks the same each time. It is marked as
/// simulated and runs nothing. Uses the manager's api and model. Start reading with
/// [dev.elasticcloud.console.sample.SampleCloud].
@NullMarked
package dev.elasticcloud.console.sample;

import org.jspecify.annotations.NullMarked;
