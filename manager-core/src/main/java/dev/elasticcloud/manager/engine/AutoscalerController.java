package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.reaction.StepLog;
import dev.elasticcloud.manager.engine.spec.SpecHolder;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HostClaims;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.DecisionReplay;
import dev.elasticcloud.manager.scale.Evaluation;
import dev.elasticcloud.manager.scale.ScaleMemory;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Workload;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the autoscaler about each elastic pod and is the only part of the engine that writes the
/// wanted count into the spec. Owned by the loop's thread.
final class AutoscalerController {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerController.class);

    /// How often a pod is evaluated when nothing is urgent.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Ports ports;
    private final StepLog steps;
    private final HostArbiter arbiter = new HostArbiter();
    private final Map<PodName, PodScalingState> trackers = new HashMap<>();
    private final Map<PodName, PodLoad> loads = new HashMap<>();
    private final Map<PodName, Map<Decision.Verdict, LongAdder>> verdicts =
            new ConcurrentHashMap<>();

    /// What to store of decisions, in order.
    private final List<Consumer<DecisionLog>> unrecorded = new ArrayList<>();

    private volatile boolean busy;

    /// @param steps what actions did to nodes on their way into service
    AutoscalerController(Ports ports, StepLog steps) {
        this.ports = ports;
        this.steps = steps;
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

    /// Stores the decisions; done after acting, which it would delay.
    void record() {
        try {
            unrecorded.forEach(each -> each.accept(ports.decisions()));
        } catch (PortException e) {
            // The store's health shows the failure; scaling continues without the record.
            LOG.debug("{} decisions were not stored", unrecorded.size(), e);
        } finally {
            unrecorded.clear();
        }
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

    /// Evaluates the pods that are due, fits their demand to the hosts, and writes the wanted
    /// counts into the spec. Returns whether any changed.
    ///
    /// @param at the time of day of this round
    boolean decide(SpecHolder specs, CloudView cloud, RoundUsage usage, Instant at) {
        CloudSpec before = specs.current();
        steps.drainTo(pod -> tracker(pod).reactions());
        Map<PodName, Signals> read = new HashMap<>();
        Map<PodName, Evaluation> evaluated = new HashMap<>();
        for (PodView view : cloud.pods().values()) {
            PodSpec pod = view.spec();
            PodScalingState tracker = tracker(pod.name());
            if (!pod.target().initialised()) {
                continue;
            }
            Signals signals =
                    SignalReader.signals(
                            cloud, view, load(pod.name()), tracker.provisioning(), usage, at);
            tracker.online(signals.online(), PodScalingState.most(pod), cloud.now())
                    .ifPresent(served -> unrecorded.add(log -> log.record(served)));
            follow(view, tracker, cloud.now());
            if (pod.elasticity().enabled() && !pod.target().allPaused() && due(tracker, signals)) {
                read.put(pod.name(), signals);
                evaluated.put(
                        pod.name(), ports.autoscaler().evaluate(pod, signals, tracker.memory()));
            }
        }
        HostArbiter.Fitted fitted = arbiter.fitted(cloud, evaluated);
        fitted.evaluations()
                .forEach(
                        (pod, evaluation) ->
                                take(
                                        specs,
                                        cloud.pod(pod).spec(),
                                        evaluation,
                                        Objects.requireNonNull(read.get(pod)),
                                        fitted.claims()));
        return !specs.current().equals(before);
    }

    private void follow(PodView pod, PodScalingState tracker, Instant now) {
        tracker.follow(pod, ports.workload().of(pod.name()).answers(), now)
                .forEach(changed -> unrecorded.add(log -> log.amend(changed)));
        ports.workload().awaitAnswers(pod.name(), tracker.reactions().awaited());
    }

    private static boolean due(PodScalingState tracker, Signals signals) {
        Instant last = tracker.evaluatedAt();
        return last == null || signals.queued() > 0 || !signals.steady().isBefore(last.plus(EVERY));
    }

    private void take(
            SpecHolder specs,
            PodSpec pod,
            Evaluation evaluation,
            Signals signals,
            @Nullable HostClaims claims) {
        PodScalingState tracker = tracker(pod.name());
        ScaleMemory before = tracker.memory();
        Decision decision = evaluation.decision();
        verdicts.computeIfAbsent(pod.name(), p -> new ConcurrentHashMap<>())
                .computeIfAbsent(decision.verdict(), v -> new LongAdder())
                .increment();
        if (decision.wanted() != pod.target().nodes()) {
            LOG.info("{}: {}", pod.name(), decision.sentence());
            specs.change(spec -> withNodes(spec, pod.name(), decision.wanted()));
        }
        List<Decision> due =
                tracker.evaluated(
                        decision,
                        evaluation.memory(),
                        signals.steady(),
                        ports.clock().steady(),
                        signals.online());
        for (Decision each : due) {
            if (each.equals(tracker.decision())) {
                unrecorded.add(
                        log ->
                                log.record(
                                        each, DecisionReplay.basis(pod, signals, before, claims)));
            } else {
                unrecorded.add(log -> log.amend(each));
            }
        }
    }

    /// The spec with a changed count, unless the owner has switched the pod's elasticity off
    /// meanwhile.
    private static CloudSpec withNodes(CloudSpec spec, PodName name, int nodes) {
        PodSpec pod = spec.pods().get(name);
        if (pod == null || !pod.elasticity().enabled()) {
            return spec;
        }
        return spec.with(pod.withTarget(pod.target().withNodes(Math.min(nodes, pod.maxNodes()))));
    }

    /// A pod's work as both sides report it: the manager's own jobs, and the balancer's counts,
    /// which include these and the direct requests.
    private PodLoad measured(PodName pod, Observation seen, Instant now) {
        Workload.Load own = ports.workload().of(pod);
        PodTraffic traffic = seen.traffic().get(pod);
        double rate = Math.max(own.arrivalRate(), tracker(pod).arrivalRate(traffic, now));
        int running = Math.max(own.running(), traffic == null ? 0 : traffic.running());
        int queued = own.queued() + (traffic == null ? 0 : traffic.queued());
        tracker(pod).reactions().demand(queued, own.waitingSince(), now);
        return new PodLoad(running, queued, rate, own.latency());
    }
}
