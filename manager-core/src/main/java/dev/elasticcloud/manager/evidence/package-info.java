/// Evidence of what a cloud did: a signed archive of its hash chain, settings, events and history,
/// and its verification, which needs no manager. Start reading with
/// [dev.elasticcloud.manager.evidence.EvidenceWriter] and
/// [dev.elasticcloud.manager.evidence.EvidenceVerifier].
@NullMarked
package dev.elasticcloud.manager.evidence;

import org.jspecify.annotations.NullMarked;
