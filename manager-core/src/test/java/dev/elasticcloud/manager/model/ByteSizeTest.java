package dev.elasticcloud.manager.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One grammar of sizes for `pod.yaml`, the command line and the console.
class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "100MB, 104857600",
        "100m, 104857600",
        "100 MiB, 104857600",
        "2G, 2147483648",
        "1.5 GB, 1610612736",
        "'0,5g', 536870912",
        "64TB, 70368744177664",
        "12b, 12",
        "1k, 1024"
    })
    void amountsWithTheirUnitAreRead(String text, long bytes) {
        assertThat(ByteSize.parse(text)).contains(bytes);
        assertThat(ByteSize.parseMegabytes(text)).contains(bytes);
    }

    @Test
    void aNumberWithoutAUnitIsInMegabytesWhereThatIsUsual() {
        assertThat(ByteSize.parseMegabytes("128")).contains(128L << 20);
        assertThat(ByteSize.parse("128")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1MB", "1e3MB", "65TB", "999999999GB", "1 0MB", "١MB", "5X"})
    void invalidSizesAreRefused(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
        assertThat(ByteSize.parseMegabytes(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2147483648, 2GB", "104857600, 100MB", "1536, 1KB"})
    void sizesAreWrittenInTheLargestUnitThatDividesThem(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }
}
