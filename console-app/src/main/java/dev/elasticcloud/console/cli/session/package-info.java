/// What every command works with: shared options, the cloud that is asked, the streams that answers
/// go to, and the programs that are started. Uses the output and the manager's api and model.
/// Start reading with [dev.elasticcloud.console.cli.session.CommandSession].
@NullMarked
package dev.elasticcloud.console.cli.session;

import org.jspecify.annotations.NullMarked;
