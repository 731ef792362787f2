/// The commands about pods and nodes: list and show them, change them and their settings. Uses the
/// session, the input, the output and the manager's api and model.
/// Start reading with [dev.elasticcloud.console.cli.command.pod.ChangeCommand].
@NullMarked
package dev.elasticcloud.console.cli.command.pod;

import org.jspecify.annotations.NullMarked;
