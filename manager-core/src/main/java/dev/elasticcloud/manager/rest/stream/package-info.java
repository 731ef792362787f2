/// The live stream of snapshots, decisions and events. May use `api`, `json` and `model`. Start
/// reading with [dev.elasticcloud.manager.rest.stream.StreamHub].
@NullMarked
package dev.elasticcloud.manager.rest.stream;

import org.jspecify.annotations.NullMarked;
