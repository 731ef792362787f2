@NullMarked
package dev.elasticcloud.console.app;

import org.jspecify.annotations.NullMarked;
