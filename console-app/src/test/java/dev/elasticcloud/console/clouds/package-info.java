/// Finding clouds by name, by environment and on this machine.
package dev.elasticcloud.console.clouds;
