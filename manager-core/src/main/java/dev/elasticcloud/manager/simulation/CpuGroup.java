package dev.elasticcloud.manager.simulation;

import java.util.ArrayList;
import java.util.List;

/// A unit that shares a host's processors: a node, the engine during a start, or everything else.
/// Its tasks share its processor time evenly. Guarded by its cloud.
final class CpuGroup {

    /// Lower than others until a node serves, so that starts do not slow down serving nodes.
    static final double STARTING = 0.25;

    static final double SERVING = 1;

    private static final double SLACK = 1e-9;

    private final List<SimulatedTask> tasks = new ArrayList<>();
    private double limit;
    private double weight;
    private double got;
    private boolean frozen;
    private double usedSeconds;
    private double busySeconds;
    private double throttledSeconds;

    CpuGroup(double limit, double weight) {
        this.limit = limit;
        this.weight = weight;
    }

    void limit(double cpus) {
        limit = cpus;
    }

    void weigh(double changed) {
        weight = changed;
    }

    void freeze(boolean changed) {
        frozen = changed;
    }

    void add(SimulatedTask task) {
        tasks.add(task);
    }

    boolean remove(SimulatedTask task) {
        return tasks.remove(task);
    }

    /// Ends all its tasks as a killed process does.
    void cutOff(long now) {
        tasks.forEach(task -> task.end(SimulatedTask.End.CUT_OFF, now));
        tasks.clear();
    }

    int tasks() {
        return tasks.size();
    }

    /// Whether it would use processor time now.
    boolean computes() {
        return !frozen && tasks.stream().anyMatch(task -> !task.waits());
    }

    MaxMinShare.Demand demand() {
        return new MaxMinShare.Demand(limit, weight);
    }

    void give(double processors) {
        got = processors;
    }

    /// Nanoseconds until one of its tasks changes its phase or reaches its deadline.
    long nanosToChange(long now) {
        double seconds = Double.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        double each = each();
        for (SimulatedTask task : tasks) {
            if (!frozen) {
                seconds = Math.min(seconds, task.secondsLeft(each));
            }
            nanos = Math.min(nanos, task.nanosLeft(now));
        }
        double limited = Math.min(seconds * 1e9, Long.MAX_VALUE / 4.0);
        return Math.max(1, Math.min(nanos, (long) Math.ceil(limited)));
    }

    private double each() {
        long computing = tasks.stream().filter(task -> !task.waits()).count();
        return computing == 0 ? 0 : got / computing;
    }

    /// Advances by an interval in which nothing changes; returns how many of its tasks ended.
    int carryOn(double seconds, long until) {
        if (!frozen) {
            double each = each();
            if (each > 0) {
                usedSeconds += got * seconds;
                busySeconds += seconds;
                throttledSeconds += got >= limit - SLACK ? seconds : 0;
            }
            tasks.forEach(task -> task.carryOn(seconds, each));
        }
        int before = tasks.size();
        tasks.removeIf(task -> task.endsAt(until));
        return before - tasks.size();
    }

    /// Processor seconds used so far.
    double usedSeconds() {
        return usedSeconds;
    }

    /// Seconds in which it computed.
    double busySeconds() {
        return busySeconds;
    }

    /// Seconds of those in which it was throttled by its own limit.
    double throttledSeconds() {
        return throttledSeconds;
    }
}
