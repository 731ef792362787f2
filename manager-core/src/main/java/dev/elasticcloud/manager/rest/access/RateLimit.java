package dev.elasticcloud.manager.rest.access;

import java.util.LinkedHashMap;
import java.util.Map;

/// How many requests each caller may make: so many a second, and a burst after a pause.
public final class RateLimit {

    private static final int MOST_VISITORS = 10_000;

    private final double perSecond;
    private final double burst;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MOST_VISITORS;
                }
            };

    /// What a caller has left, as of a moment.
    private record Bucket(double left, long atNanos) {}

    public RateLimit(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /// Takes one request off a caller's account; false when there is none left.
    synchronized boolean admits(String caller, long nowNanos) {
        Bucket bucket = buckets.getOrDefault(caller, new Bucket(burst, nowNanos));
        double earned = (nowNanos - bucket.atNanos()) / 1e9 * perSecond;
        double left = Math.min(burst, bucket.left() + earned);
        boolean admitted = left >= 1;
        buckets.put(caller, new Bucket(admitted ? left - 1 : left, nowNanos));
        return admitted;
    }
}
