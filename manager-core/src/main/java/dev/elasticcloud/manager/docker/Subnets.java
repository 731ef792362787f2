package dev.elasticcloud.manager.docker;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;

/// Picks small private subnets that no other network uses. Docker's own pools hold about 31
/// networks, this one 256.
final class Subnets {

    private static final int COUNT = 256;

    private Subnets() {}

    /// The first free subnet of 10.89.0.0/24 to 10.89.255.0/24, searching from `from` on.
    ///
    /// @param taken networks in use, such as `172.17.0.0/16`; others than IPv4 are ignored
    static Optional<String> free(Collection<String> taken, int from) {
        return IntStream.range(0, COUNT)
                .map(step -> Math.floorMod(from + step, COUNT))
                .mapToObj(third -> "10.89." + third + ".0/24")
                .filter(candidate -> taken.stream().noneMatch(used -> overlap(candidate, used)))
                .findFirst();
    }

    /// The address after the network's own and its gateway's: `10.89.7.2` in `10.89.7.0/24`.
    static Optional<String> third(String cidr) {
        return Range.of(cidr)
                .map(range -> range.begin + 2)
                .map(
                        address ->
                                (address >> 24 & 255)
                                        + "."
                                        + (address >> 16 & 255)
                                        + "."
                                        + (address >> 8 & 255)
                                        + "."
                                        + (address & 255));
    }

    static boolean overlap(String one, String other) {
        Optional<Range> first = Range.of(one);
        Optional<Range> second = Range.of(other);
        return first.isPresent()
                && second.isPresent()
                && first.get().begin <= second.get().end
                && second.get().begin <= first.get().end;
    }

    private record Range(long begin, long end) {

        static Optional<Range> of(String cidr) {
            if (!cidr.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
                return Optional.empty();
            }
            int slash = cidr.indexOf('/');
            long address = 0;
            for (String octet : cidr.substring(0, slash).split("\\.", -1)) {
                address = address << 8 | Integer.parseInt(octet);
            }
            long size = 1L << 32 - Math.min(32, Integer.parseInt(cidr.substring(slash + 1)));
            long begin = address / size * size;
            return Optional.of(new Range(begin, begin + size - 1));
        }
    }
}
