/// The SQLite store: spec, job ledger, decisions, events, usage, tokens, audit log. May use `spi` and
/// `json`. Start reading with `SqliteStore`.
@NullMarked
package dev.elasticcloud.manager.store;

import org.jspecify.annotations.NullMarked;
