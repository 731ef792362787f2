/// The chaos run behind `cloud chaos`: injects one fault after another into a cloud of its own on
/// Docker, under load, and checks all invariants after each. Uses only what the manager exports to
/// all. Start reading with [dev.elasticcloud.lab.chaos.Chaos].
@NullMarked
package dev.elasticcloud.lab.chaos;

import org.jspecify.annotations.NullMarked;
