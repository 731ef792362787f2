/// What the console remembers for its user from one start to the next. Uses no other package. Start
/// reading with [dev.elasticcloud.console.prefs.Preferences].
@NullMarked
package dev.elasticcloud.console.prefs;

import org.jspecify.annotations.NullMarked;
