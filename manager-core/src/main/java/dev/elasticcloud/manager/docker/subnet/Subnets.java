package dev.elasticcloud.manager.docker.subnet;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Picks small private subnets that no other network uses.
public final class Subnets {

    /// One network has at most 254 addresses, whatever the range has.
    private static final int PREFIX = 24;

    private Subnets() {}

    /// The first free subnet of a range, searching from number `from` on.
    ///
    /// @param range such as `10.89.0.0/16`
    /// @param taken networks in use, such as `172.17.0.0/16`; others than IPv4 are ignored
    static Optional<String> free(String range, Collection<String> taken, int from) {
        Range all = Range.of(range).orElseThrow();
        List<Range> used = taken.stream().flatMap(cidr -> Range.of(cidr).stream()).toList();
        int prefix = Math.max(PREFIX, Integer.parseInt(range.substring(range.indexOf('/') + 1)));
        long size = 1L << 32 - prefix;
        int count = Math.toIntExact((all.end + 1 - all.begin) / size);
        return IntStream.range(0, count)
                .map(step -> Math.floorMod(from + step, count))
                .mapToObj(number -> Range.at(all.begin + number * size, size))
                .filter(candidate -> used.stream().noneMatch(candidate::overlaps))
                .map(free -> dotted(free.begin) + "/" + prefix)
                .findFirst();
    }

    /// Whether it is an IPv4 range that networks can be taken from.
    static boolean isRange(String cidr) {
        return Range.of(cidr).isPresent();
    }

    /// Whether all of a range is within another.
    static boolean within(String inner, String outer) {
        Optional<Range> small = Range.of(inner);
        Optional<Range> big = Range.of(outer);
        return small.isPresent()
                && big.isPresent()
                && big.get().begin <= small.get().begin
                && small.get().end <= big.get().end;
    }

    /// The address after the network's own and its gateway's: `10.89.7.2` in `10.89.7.0/24`.
    public static Optional<String> third(String cidr) {
        return Range.of(cidr).map(range -> dotted(range.begin + 2));
    }

    static String dotted(long address) {
        return (address >> 24 & 255)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    static boolean overlap(String one, String other) {
        Optional<Range> first = Range.of(one);
        Optional<Range> second = Range.of(other);
        return first.isPresent() && second.isPresent() && first.get().overlaps(second.get());
    }

    private record Range(long begin, long end) {

        static Optional<Range> of(String cidr) {
            if (!cidr.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
                return Optional.empty();
            }
            int slash = cidr.indexOf('/');
            long address = 0;
            for (String octet : cidr.substring(0, slash).split("\\.", -1)) {
                if (Integer.parseInt(octet) > 255) {
                    return Optional.empty();
                }
                address = address << 8 | Integer.parseInt(octet);
            }
            if (Integer.parseInt(cidr.substring(slash + 1)) > 32) {
                return Optional.empty();
            }
            long size = 1L << 32 - Integer.parseInt(cidr.substring(slash + 1));
            long begin = address / size * size;
            return Optional.of(at(begin, size));
        }

        static Range at(long begin, long size) {
            return new Range(begin, begin + size - 1);
        }

        boolean overlaps(Range other) {
            return begin <= other.end && other.begin <= end;
        }
    }
}
