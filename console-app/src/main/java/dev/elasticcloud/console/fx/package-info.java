/// The one bridge to the FX thread. Uses nothing of ours. Start reading with
/// [dev.elasticcloud.console.fx.Latest].
@NullMarked
package dev.elasticcloud.console.fx;

import org.jspecify.annotations.NullMarked;
