/// A container runtime, a balancer and a job transport in memory, for tests, work on the console and
/// a first look without Docker. It is always marked as simulated. May use `spi`. Start reading
/// with `SimulatedCloud`.
@NullMarked
package dev.elasticcloud.manager.simulation;

import org.jspecify.annotations.NullMarked;
