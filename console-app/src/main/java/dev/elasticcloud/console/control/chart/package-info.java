/// Charts over time, each with its stylesheet. They show numbers and know no cloud. Start reading with
/// [TimeChart].
@NullMarked
package dev.elasticcloud.console.control.chart;

import org.jspecify.annotations.NullMarked;
