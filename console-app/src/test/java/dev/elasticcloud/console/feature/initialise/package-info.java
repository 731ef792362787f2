/// Tests of the screen's model.
@NullMarked
package dev.elasticcloud.console.feature.initialise;

import org.jspecify.annotations.NullMarked;
