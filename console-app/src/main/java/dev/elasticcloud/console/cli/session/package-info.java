/// The context of every command: shared options, the selected cloud, the output streams, and the
/// programs to start. Uses the output and the manager's api and model. Start reading with
/// [dev.elasticcloud.console.cli.session.CommandSession].
@NullMarked
package dev.elasticcloud.console.cli.session;

import org.jspecify.annotations.NullMarked;
