/// A remote cloud, as a [dev.elasticcloud.manager.api.CloudManager] like any other.
/// May use `api`, `feed`, `json` and `model`. Start reading with
/// [dev.elasticcloud.manager.remote.RemoteManager].
@NullMarked
package dev.elasticcloud.manager.remote;

import org.jspecify.annotations.NullMarked;
