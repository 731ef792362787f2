/// The chaos run behind `cloud chaos`: a cloud of its own on the real engine, under load, has each
/// fault injected in turn, and after each it must be as it should. May use everything. Start
/// reading with [dev.elasticcloud.lab.chaos.Chaos].
@NullMarked
package dev.elasticcloud.lab.chaos;

import org.jspecify.annotations.NullMarked;
