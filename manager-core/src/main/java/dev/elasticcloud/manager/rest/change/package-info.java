/// Changes of the cloud that requests ask for: checked, submitted, and recorded in the audit log.
/// May use `api`, `json`, `model`, `spi`, `rest.problem` and `rest.routing`. Start reading with
/// [dev.elasticcloud.manager.rest.change.ChangeSubmitter].
@NullMarked
package dev.elasticcloud.manager.rest.change;

import org.jspecify.annotations.NullMarked;
