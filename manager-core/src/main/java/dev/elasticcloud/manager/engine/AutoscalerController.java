package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.Evaluation;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Workload;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Asks the autoscaler about each elastic pod and writes the wanted count into the spec; nothing
/// else in the engine does. Owned by the loop's thread.
final class AutoscalerController {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerController.class);

    /// How often a pod is evaluated when nothing presses.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Ports ports;
    private final Map<PodName, PodScalingState> trackers = new HashMap<>();
    private final Map<PodName, PodLoad> loads = new HashMap<>();
    private final Map<PodName, Map<Decision.Verdict, LongAdder>> verdicts =
            new ConcurrentHashMap<>();
    private final List<Decision> unrecorded = new ArrayList<>();
    private volatile boolean busy;

    AutoscalerController(Ports ports) {
        this.ports = ports;
    }

    PodScalingState tracker(PodName pod) {
        return trackers.computeIfAbsent(pod, p -> new PodScalingState());
    }

    /// Whether any pod had work at the last round; for any thread.
    boolean busy() {
        return busy;
    }

    /// Takes the round's load of each pod.
    ///
    /// @param now a moment of steady time
    void measure(CloudSpec spec, Observation seen, Instant now) {
        boolean work = false;
        loads.clear();
        for (PodName pod : spec.pods().keySet()) {
            PodLoad load = measured(pod, seen, now);
            loads.put(pod, load);
            work |= load.running() + load.queued() > 0;
        }
        busy = work;
    }

    /// A pod's load as measured this round.
    PodLoad load(PodName pod) {
        return loads.getOrDefault(pod, PodLoad.NONE);
    }

    /// Stores what was decided; done after acting, for it would hold that up.
    void record() {
        try {
            for (Decision decision : unrecorded) {
                ports.decisions().record(decision);
            }
        } catch (PortException e) {
            // The store's health shows it; scaling goes on without the record.
            LOG.debug("{} decisions are not kept", unrecorded.size(), e);
        }
        unrecorded.clear();
    }

    /// How often each verdict was reached; may be asked from any thread.
    Map<PodName, Map<Decision.Verdict, Long>> verdicts() {
        Map<PodName, Map<Decision.Verdict, Long>> read = new HashMap<>();
        verdicts.forEach(
                (pod, counts) -> {
                    Map<Decision.Verdict, Long> sums = new EnumMap<>(Decision.Verdict.class);
                    counts.forEach((verdict, count) -> sums.put(verdict, count.sum()));
                    read.put(pod, sums);
                });
        return read;
    }

    /// Evaluates the pods that are due, and writes the counts they should have into the spec; answers
    /// whether any changed.
    ///
    /// @param at the time of day of this round
    boolean decide(SpecHolder specs, CloudView cloud, Instant at) {
        Instant now = cloud.now();
        CloudSpec before = specs.current();
        for (PodView view : cloud.pods().values()) {
            PodSpec pod = view.spec();
            PodScalingState tracker = tracker(pod.name());
            Signals signals = signals(view, at, now);
            if (pod.target().initialised()) {
                tracker.online(signals.online(), PodScalingState.most(pod), now)
                        .ifPresent(unrecorded::add);
            }
            if (pod.target().initialised()
                    && pod.elasticity().enabled()
                    && !pod.target().allPaused()
                    && due(tracker, signals)) {
                evaluate(specs, pod, signals, tracker);
            }
        }
        return !specs.current().equals(before);
    }

    private static boolean due(PodScalingState tracker, Signals signals) {
        Instant last = tracker.evaluatedAt();
        return last == null || signals.queued() > 0 || !signals.steady().isBefore(last.plus(EVERY));
    }

    private void evaluate(SpecHolder specs, PodSpec pod, Signals signals, PodScalingState tracker) {
        Evaluation evaluation = ports.autoscaler().evaluate(pod, signals, tracker.memory());
        Decision decision = evaluation.decision();
        verdicts.computeIfAbsent(pod.name(), p -> new ConcurrentHashMap<>())
                .computeIfAbsent(decision.verdict(), v -> new LongAdder())
                .increment();
        if (decision.wanted() != pod.target().nodes()) {
            LOG.info("{}: {}", pod.name(), decision.sentence());
            specs.change(
                    spec ->
                            spec.pod(pod.name())
                                    .filter(p -> p.elasticity().enabled())
                                    .map(
                                            p ->
                                                    spec.with(
                                                            p.withTarget(
                                                                    p.target()
                                                                            .withNodes(
                                                                                    Math.min(
                                                                                            decision
                                                                                                    .wanted(),
                                                                                            p
                                                                                                    .maxNodes())))))
                                    .orElse(spec));
        }
        if (tracker.evaluated(decision, evaluation.memory(), signals.steady(), signals.online())) {
            Decision latest = tracker.decision();
            unrecorded.add(latest == null ? decision : latest);
        }
    }

    private Signals signals(PodView pod, Instant at, Instant steady) {
        int online = pod.online();
        int starting = Math.max(0, pod.spec().target().nodes() - online);
        PodLoad load = load(pod.name());
        List<NodeUsage> usage =
                ports.usage().latest(pod.name()).stream()
                        .filter(u -> isFresh(u, at))
                        .filter(u -> pod.node(u.node()).filter(NodeView::online).isPresent())
                        .toList();
        return new Signals(
                at,
                steady,
                online,
                starting,
                load.running(),
                load.queued(),
                load.arrivalRate(),
                tracker(pod.name()).provisioning(),
                usage,
                null);
    }

    /// A sample from before the clock was set back lies in the future; it is as useless as an old one.
    private static boolean isFresh(NodeUsage usage, Instant at) {
        return Duration.between(usage.at(), at).abs().compareTo(FRESH) < 0;
    }

    /// What is known of a pod's work from both sides: the jobs in our own hands, and what the
    /// balancer counts, which has them and the requests that came to it directly.
    private PodLoad measured(PodName pod, Observation seen, Instant now) {
        Workload.Load own = ports.workload().of(pod);
        PodTraffic traffic = seen.traffic().get(pod);
        double rate = Math.max(own.arrivalRate(), tracker(pod).arrivalRate(traffic, now));
        int running = Math.max(own.running(), traffic == null ? 0 : traffic.running());
        int queued = own.queued() + (traffic == null ? 0 : traffic.queued());
        return new PodLoad(running, queued, rate, own.latency());
    }
}
