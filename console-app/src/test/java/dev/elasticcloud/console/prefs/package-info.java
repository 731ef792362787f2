/// Tests of prefss that need no window.
@NullMarked
package dev.elasticcloud.console.prefs;

import org.jspecify.annotations.NullMarked;
