/// Reads and writes the records of the model as JSON, in the same form in the store and on the
/// wire. May use `model`. Start reading with [dev.elasticcloud.manager.json.ModelJson].
@NullMarked
package dev.elasticcloud.manager.json;

import org.jspecify.annotations.NullMarked;
