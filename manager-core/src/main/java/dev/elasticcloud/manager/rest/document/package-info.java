/// The API described for programs and people, generated from the routes. May use `json`, `model`,
/// `rest.problem` and `rest.routing`. Start reading with
/// [dev.elasticcloud.manager.rest.document.OpenApi].
@NullMarked
package dev.elasticcloud.manager.rest.document;

import org.jspecify.annotations.NullMarked;
