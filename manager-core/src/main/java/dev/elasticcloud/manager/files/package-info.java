/// What can be wrong with files and folders of this machine, and what to do about it. Uses the JDK
/// alone. Start reading with [dev.elasticcloud.manager.files.FileFailure].
@NullMarked
package dev.elasticcloud.manager.files;

import org.jspecify.annotations.NullMarked;
