@NullMarked
package dev.elasticcloud.console.fx;

import org.jspecify.annotations.NullMarked;
