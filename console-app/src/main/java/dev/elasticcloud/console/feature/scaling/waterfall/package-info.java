/// Where the time of a reaction went: the steps of a decision's nodes as bars on a time axis. May
/// use `control` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.scaling.waterfall.Waterfall].
@NullMarked
package dev.elasticcloud.console.feature.scaling.waterfall;

import org.jspecify.annotations.NullMarked;
