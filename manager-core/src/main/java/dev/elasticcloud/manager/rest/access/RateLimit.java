package dev.elasticcloud.manager.rest.access;

import java.util.LinkedHashMap;
import java.util.Map;

/// Limits each caller's requests with a token bucket: a steady rate, and a burst after a pause.
public final class RateLimit {

    private static final int MAX_CALLERS = 10_000;

    private final double perSecond;
    private final double burst;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_CALLERS;
                }
            };

    /// How many requests a caller had left at a moment.
    private record Bucket(double left, long atNanos) {}

    public RateLimit(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /// Takes one request from a caller's budget; false when none is left.
    synchronized boolean admits(String caller, long nowNanos) {
        Bucket bucket = buckets.getOrDefault(caller, new Bucket(burst, nowNanos));
        double earned = (nowNanos - bucket.atNanos()) / 1e9 * perSecond;
        double left = Math.min(burst, bucket.left() + earned);
        boolean admitted = left >= 1;
        buckets.put(caller, new Bucket(admitted ? left - 1 : left, nowNanos));
        return admitted;
    }
}
