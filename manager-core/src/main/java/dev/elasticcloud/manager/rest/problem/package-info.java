/// Why a request is refused, and the problem document (RFC 9457) that says so. May use `api` and
/// `json`. Start reading with [dev.elasticcloud.manager.rest.problem.ProblemType].
@NullMarked
package dev.elasticcloud.manager.rest.problem;

import org.jspecify.annotations.NullMarked;
