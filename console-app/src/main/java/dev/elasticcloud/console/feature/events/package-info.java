/// The timeline screen: events, decisions of the autoscaler and changes by people on one timeline.
/// May use `connection`, `control` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.events.EventsModel].
@NullMarked
package dev.elasticcloud.console.feature.events;

import org.jspecify.annotations.NullMarked;
