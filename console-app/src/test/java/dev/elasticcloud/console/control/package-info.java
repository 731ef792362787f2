/// Tests of controls that need no window.
@NullMarked
package dev.elasticcloud.console.control;

import org.jspecify.annotations.NullMarked;
