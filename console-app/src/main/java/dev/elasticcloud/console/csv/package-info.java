/// Comma-separated values, for what the console and the demonstration write and read as tables.
/// Start reading with [dev.elasticcloud.console.csv.Csv].
@NullMarked
package dev.elasticcloud.console.csv;

import org.jspecify.annotations.NullMarked;
