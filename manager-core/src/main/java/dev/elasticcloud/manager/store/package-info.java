/// The SQLite store: spec, job ledger, decisions, events, usage. May use `spi`. Start reading with `SqliteStore`.
@NullMarked
package dev.elasticcloud.manager.store;

import org.jspecify.annotations.NullMarked;
