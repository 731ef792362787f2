/// Building images from folders, with BuildKit where the engine has it and with the classic builder
/// elsewhere. Uses `files`, `spi` and `docker.connection`; start with
/// [dev.elasticcloud.manager.docker.build.ImageBuilder].
@NullMarked
package dev.elasticcloud.manager.docker.build;

import org.jspecify.annotations.NullMarked;
