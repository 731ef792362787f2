/// Commands as a user types them, against a simulated cloud in the same process.
package dev.elasticcloud.console.cli;
