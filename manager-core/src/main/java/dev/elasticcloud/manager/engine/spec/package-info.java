/// The wanted state of the cloud: commands change it, its holder stores it. Start reading with
/// `SpecChanges`.
@NullMarked
package dev.elasticcloud.manager.engine.spec;

import org.jspecify.annotations.NullMarked;
