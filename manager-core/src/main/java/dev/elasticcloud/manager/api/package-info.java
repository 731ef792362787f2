/// What a console, a command line or another program may ask of a cloud, local or remote. May use
/// `model`. Start reading with [dev.elasticcloud.manager.api.CloudManager].
@NullMarked
package dev.elasticcloud.manager.api;

import org.jspecify.annotations.NullMarked;
