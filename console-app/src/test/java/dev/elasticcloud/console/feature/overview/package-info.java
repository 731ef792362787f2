/// Tests of the screen's model.
@NullMarked
package dev.elasticcloud.console.feature.overview;

import org.jspecify.annotations.NullMarked;
