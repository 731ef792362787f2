@NullMarked
package dev.elasticcloud.console.control;

import org.jspecify.annotations.NullMarked;
