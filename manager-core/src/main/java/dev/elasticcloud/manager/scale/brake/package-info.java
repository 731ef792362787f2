/// What keeps a pod from growing where its hosts could not bear it, or where it would not help. Pure;
/// may use `model`. Start reading with [dev.elasticcloud.manager.scale.brake.HostBrakes].
@NullMarked
package dev.elasticcloud.manager.scale.brake;

import org.jspecify.annotations.NullMarked;
