/// Tests of what screens ask the manager, and when.
@NullMarked
package dev.elasticcloud.console.connection;

import org.jspecify.annotations.NullMarked;
