/// A cloud of fixed numbers for tests and pictures.
@NullMarked
package dev.elasticcloud.console.fake;

import org.jspecify.annotations.NullMarked;
