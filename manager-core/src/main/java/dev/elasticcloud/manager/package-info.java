/// The composition root of the manager library: where a local or simulated cloud is put together.
/// May use everything below. Start reading with `Managers`.
@NullMarked
package dev.elasticcloud.manager;

import org.jspecify.annotations.NullMarked;
