/// The console's tie to a cloud; the only caller of the manager. May use `fx`. Start reading with
/// [dev.elasticcloud.console.connection.CloudConnection].
@NullMarked
package dev.elasticcloud.console.connection;

import org.jspecify.annotations.NullMarked;
