/// What each rule wanted in one decision, and what pulled the highest wish to the result, on an axis
/// of node counts. May use `control` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.scaling.whyscale.WhyScale].
@NullMarked
package dev.elasticcloud.console.feature.scaling.whyscale;

import org.jspecify.annotations.NullMarked;
