/// The one bridge to the FX thread. Uses no other package. Start reading with
/// [dev.elasticcloud.console.fx.Latest].
@NullMarked
package dev.elasticcloud.console.fx;

import org.jspecify.annotations.NullMarked;
