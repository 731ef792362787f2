/// Where clouds are found: the ones a user has saved, and the one that runs on this machine. Both
/// the command line and the console look here. May use the manager's api. Start reading with
/// [dev.elasticcloud.console.clouds.CloudFinder].
@NullMarked
package dev.elasticcloud.console.clouds;

import org.jspecify.annotations.NullMarked;
