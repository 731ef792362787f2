/// Tests of shells that need no window.
@NullMarked
package dev.elasticcloud.console.shell;

import org.jspecify.annotations.NullMarked;
