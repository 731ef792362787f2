/// The brakes that keep a pod from growing when its hosts lack capacity or growth would not help.
/// Pure; may use `model`. Start reading with [dev.elasticcloud.manager.scale.brake.HostBrakes].
@NullMarked
package dev.elasticcloud.manager.scale.brake;

import org.jspecify.annotations.NullMarked;
