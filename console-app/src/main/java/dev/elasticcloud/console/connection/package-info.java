/// The console's connection to a cloud, and the only caller of its manager. May use `fx`, `text`
/// and the manager's api and model. Start reading with
/// [dev.elasticcloud.console.connection.CloudConnection].
@NullMarked
package dev.elasticcloud.console.connection;

import org.jspecify.annotations.NullMarked;
