package dev.elasticcloud.manager.haproxy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counters of the balancer's machine at one moment: the answer to `show host` of haproxy/host.lua.
/// The lines are the kernel's own, from /proc, which are the same with every version of cgroups.
///
/// @param processors empty when /proc/stat cannot be read
/// @param availableBytes memory that programs could still get; kernels before 3.14 do not say
/// @param cpuPressure share of the last ten seconds in which some program waited for a processor;
///     empty where the kernel has no pressure stall information
record ShowHost(
        Optional<Processors> processors, OptionalLong availableBytes, OptionalDouble cpuPressure) {

    static final String COMMAND = "show host";

    private static final String BEGIN = "# host";

    private static final Pattern CPU = Pattern.compile("cpu\\s+([0-9 ]{1,300})");
    private static final Pattern COUNT = Pattern.compile("processors (\\d{1,6})");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB");
    private static final Pattern PRESSURE =
            Pattern.compile("some avg10=(\\d{1,3}(?:\\.\\d{1,6})?) .*");

    /// Fields of a `cpu` line. The two after `steal` repeat time of guests, which `user` and `nice`
    /// contain.
    private static final int IDLE = 3;

    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    /// Time of all processors together.
    ///
    /// @param busy ticks in which they worked or were stolen by another virtual machine, which is
    ///     not free time either
    /// @param all ticks that passed
    record Processors(int count, long busy, long all) {

        /// Processors' worth of time used since an earlier reading. Idle time may run slightly
        /// backwards, so the result is clamped.
        OptionalDouble busySince(Processors earlier) {
            long passed = all - earlier.all;
            if (passed <= 0 || count != earlier.count) {
                return OptionalDouble.empty();
            }
            double share = (double) (busy - earlier.busy) / passed;
            return OptionalDouble.of(count * Math.clamp(share, 0, 1));
        }
    }

    /// Finds the response among those to other commands; empty when HAProxy does not know the
    /// command, as in balancers of an earlier version.
    static Optional<ShowHost> of(String output) {
        List<String> lines = new ArrayList<>();
        output.lines()
                .dropWhile(line -> !line.equals(BEGIN))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .forEach(lines::add);
        return lines.isEmpty() ? Optional.empty() : Optional.of(read(lines));
    }

    private static ShowHost read(List<String> lines) {
        Optional<String> available = find(lines, AVAILABLE);
        Optional<String> pressure = find(lines, PRESSURE);
        return new ShowHost(
                find(lines, COUNT)
                        .map(Integer::parseInt)
                        .filter(count -> count > 0)
                        .flatMap(count -> find(lines, CPU).flatMap(line -> ticks(count, line))),
                available.isPresent()
                        ? OptionalLong.of(Long.parseLong(available.get()) * 1024)
                        : OptionalLong.empty(),
                pressure.isPresent()
                        ? OptionalDouble.of(Math.min(1, Double.parseDouble(pressure.get()) / 100))
                        : OptionalDouble.empty());
    }

    private static Optional<String> find(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst();
    }

    /// Newer kernels have added fields at the end, so an old one has fewer.
    private static Optional<Processors> ticks(int count, String line) {
        try {
            long[] fields =
                    Arrays.stream(line.strip().split(" +"))
                            .limit(STEAL + 1L)
                            .mapToLong(Long::parseLong)
                            .toArray();
            if (fields.length <= IDLE) {
                return Optional.empty();
            }
            long all = Arrays.stream(fields).sum();
            long idle = fields[IDLE] + (fields.length > IO_WAIT ? fields[IO_WAIT] : 0);
            return Optional.of(new Processors(count, all - idle, all));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
