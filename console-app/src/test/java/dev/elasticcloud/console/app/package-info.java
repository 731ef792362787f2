/// Tests of the console in a window: screens, flows and pictures.
@NullMarked
package dev.elasticcloud.console.app;

import org.jspecify.annotations.NullMarked;
