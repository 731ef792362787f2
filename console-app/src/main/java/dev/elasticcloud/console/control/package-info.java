/// Small reusable controls, each with its stylesheet. They show numbers and texts and know no
/// cloud. May use `text`. Start reading with [DataTable].
@NullMarked
package dev.elasticcloud.console.control;

import org.jspecify.annotations.NullMarked;
