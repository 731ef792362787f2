/// The overview screen: all pods with their history and settings. May use `connection`, `control`
/// and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.overview.OverviewModel].
@NullMarked
package dev.elasticcloud.console.feature.overview;

import org.jspecify.annotations.NullMarked;
