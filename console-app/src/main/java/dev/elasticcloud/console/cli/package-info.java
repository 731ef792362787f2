/// The `cloud` command line on picocli. May use the manager's api and model; what needs a window or
/// a manager is given in. Start reading with [dev.elasticcloud.console.cli.CloudCommand].
@NullMarked
package dev.elasticcloud.console.cli;

import org.jspecify.annotations.NullMarked;
