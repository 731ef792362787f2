/// The screen of the hosts: capacity, promises, usage, and which nodes wait for room. May use
/// `connection`, `control` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.hosts.HostsModel].
@NullMarked
package dev.elasticcloud.console.feature.hosts;

import org.jspecify.annotations.NullMarked;
