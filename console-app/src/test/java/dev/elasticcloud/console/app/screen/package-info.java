/// Journeys through a window on a display, with mouse and keys.
@NullMarked
package dev.elasticcloud.console.app.screen;

import org.jspecify.annotations.NullMarked;
