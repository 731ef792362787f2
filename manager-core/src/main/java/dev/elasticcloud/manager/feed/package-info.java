/// Hands the latest snapshot to whoever listens, for local and remote managers alike. May use `api`
/// and `model`. Start reading with [dev.elasticcloud.manager.feed.SnapshotFeed].
@NullMarked
package dev.elasticcloud.manager.feed;

import org.jspecify.annotations.NullMarked;
