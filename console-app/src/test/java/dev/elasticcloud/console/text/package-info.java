/// Tests of shared forms of text.
@NullMarked
package dev.elasticcloud.console.text;

import org.jspecify.annotations.NullMarked;
