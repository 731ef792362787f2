package dev.elasticcloud.manager.rest.metrics;

import dev.elasticcloud.manager.model.status.Timings;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A histogram of timings measured elsewhere, read on each Prometheus scrape.
///
/// @param name ends in `_seconds`
/// @param timings the timings so far, by label
record TimingHistogram(String name, String help, Supplier<Map<Labels, Timings>> timings)
        implements Collector {

    @Override
    public String getPrometheusName() {
        return name;
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS);
        timings.get().forEach((labels, read) -> snapshot.dataPoint(point(labels, read)));
        return snapshot.build();
    }

    private static HistogramSnapshot.HistogramDataPointSnapshot point(Labels labels, Timings read) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        List<Double> bounds = Timings.BOUNDS;
        for (int i = 0; i < read.counts().size(); i++) {
            double bound = i < bounds.size() ? bounds.get(i) : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, read.counts().get(i));
        }
        return HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets.build())
                .sum(read.seconds())
                .build();
    }
}
