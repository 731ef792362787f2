/// Chooses free addresses for networks: ranges, what of them is taken, and the host's own routes.
/// Uses the JDK alone. Start reading with [dev.elasticcloud.manager.docker.subnet.SubnetChoice].
@NullMarked
package dev.elasticcloud.manager.docker.subnet;

import org.jspecify.annotations.NullMarked;
