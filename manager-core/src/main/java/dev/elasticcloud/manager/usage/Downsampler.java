package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Merges all points of each interval into one, as defined by [PodHistory]. Pure.
final class Downsampler {

    private Downsampler() {}

    static List<PodHistory.Point> points(List<PodHistory.Point> points, Duration step) {
        return downsampled(points, PodHistory.Point::at, step, Downsampler::point);
    }

    static List<NodeUsage> samples(List<NodeUsage> samples, Duration step) {
        return downsampled(samples, NodeUsage::at, step, Downsampler::sample);
    }

    private interface Merge<T> {
        T merged(Instant since, List<T> stretch);
    }

    private static <T> List<T> downsampled(
            List<T> all, Function<T, Instant> at, Duration step, Merge<T> merge) {
        List<T> merged = new ArrayList<>();
        int begin = 0;
        while (begin < all.size()) {
            long stretch = stretch(at.apply(all.get(begin)), step);
            int end = begin + 1;
            while (end < all.size() && stretch(at.apply(all.get(end)), step) == stretch) {
                end++;
            }
            Instant since = Instant.ofEpochMilli(stretch * step.toMillis());
            merged.add(merge.merged(since, all.subList(begin, end)));
            begin = end;
        }
        return merged;
    }

    private static long stretch(Instant at, Duration step) {
        return Math.floorDiv(at.toEpochMilli(), Math.max(1, step.toMillis()));
    }

    static PodHistory.Point point(Instant since, List<PodHistory.Point> points) {
        return new PodHistory.Point(
                since,
                (int) most(points, PodHistory.Point::online),
                (int) most(points, PodHistory.Point::spare),
                most(points, PodHistory.Point::demand),
                (int) most(points, PodHistory.Point::running),
                (int) most(points, PodHistory.Point::queued),
                points.stream().mapToDouble(PodHistory.Point::arrivalRate).average().orElse(0),
                mean(points, PodHistory.Point::cpuShare),
                mean(points, PodHistory.Point::memoryShare));
    }

    static NodeUsage sample(Instant since, List<NodeUsage> samples) {
        NodeUsage first = samples.getFirst();
        return new NodeUsage(
                first.pod(),
                first.node(),
                since,
                samples.stream().mapToDouble(NodeUsage::cpuShare).average().orElse(0),
                samples.stream().mapToLong(NodeUsage::memoryBytes).max().orElse(0),
                samples.stream().mapToDouble(NodeUsage::memoryShare).average().orElse(0));
    }

    private static <T> double most(List<T> points, ToDoubleFunction<T> value) {
        return points.stream().mapToDouble(value).max().orElse(0);
    }

    private static OptionalDouble mean(
            List<PodHistory.Point> points, Function<PodHistory.Point, OptionalDouble> share) {
        return points.stream()
                .map(share)
                .flatMapToDouble(
                        value ->
                                value.isPresent()
                                        ? DoubleStream.of(value.getAsDouble())
                                        : DoubleStream.empty())
                .average();
    }
}
