/// Finds clouds: those that a user has saved, and the one on this machine. Used by the command
/// line and the console. May use `text` and the manager's api. Start reading with
/// [dev.elasticcloud.console.clouds.CloudFinder].
@NullMarked
package dev.elasticcloud.console.clouds;

import org.jspecify.annotations.NullMarked;
