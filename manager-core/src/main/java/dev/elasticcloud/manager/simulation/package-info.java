/// A container runtime, balancer and job transport in memory, for tests, console work and a first
/// look without Docker; it always says that it is simulated. May use `spi`.
/// Start reading with `SimulatedCloud`.
@NullMarked
package dev.elasticcloud.manager.simulation;

import org.jspecify.annotations.NullMarked;
