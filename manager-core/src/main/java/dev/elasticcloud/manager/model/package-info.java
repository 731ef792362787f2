/// The words of this software as immutable records: what is wanted, what is, what was decided and
/// done. Uses the JDK alone. Start reading with [dev.elasticcloud.manager.model.CloudSpec], then
/// [dev.elasticcloud.manager.model.Observation] and [dev.elasticcloud.manager.model.CloudSnapshot].
@NullMarked
package dev.elasticcloud.manager.model;

import org.jspecify.annotations.NullMarked;
