package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.engine.spec.CapacityCheck;
import dev.elasticcloud.manager.engine.spec.NodesInUse;
import dev.elasticcloud.manager.engine.spec.SpecChanges;
import dev.elasticcloud.manager.engine.spec.SpecHolder;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.plan.Projection;
import dev.elasticcloud.manager.scale.ScalingAdvice;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Handles commands: checks each against the pods, their nodes and the room on the hosts, then
/// either applies it to the spec or previews its effect.
final class CommandHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CommandHandler.class);

    private final ManagerClock clock;
    private final SpecHolder specs;
    private final Backoff backoff;
    private final EventRecorder recorder;
    private final Supplier<Map<Subject, Action>> underWay;
    private final Supplier<CloudSnapshot> snapshots;
    private final Supplier<Observation> observations;

    /// @param underWay returns the actions under way
    /// @param snapshots returns the latest snapshot
    /// @param observations returns the observation of the last round
    CommandHandler(
            ManagerClock clock,
            SpecHolder specs,
            Backoff backoff,
            EventRecorder recorder,
            Supplier<Map<Subject, Action>> underWay,
            Supplier<CloudSnapshot> snapshots,
            Supplier<Observation> observations) {
        this.clock = clock;
        this.specs = specs;
        this.backoff = backoff;
        this.recorder = recorder;
        this.underWay = underWay;
        this.snapshots = snapshots;
        this.observations = observations;
    }

    Receipt submit(Command command) {
        String overridden =
                command instanceof Command.DefinePod define
                        ? SpecChanges.overridden(specs.current(), define.pod())
                        : "";
        Receipt receipt = specs.take(spec -> changed(spec, command));
        LOG.info("Took in {}", command);
        retryWhatChanged(command);
        recorder.note(
                CloudEvent.Severity.INFO,
                CloudEvent.Kind.COMMAND,
                command.subject(),
                null,
                command.describe());
        if (!overridden.isEmpty()) {
            recorder.note(
                    CloudEvent.Severity.WARNING,
                    CloudEvent.Kind.COMMAND,
                    command.subject(),
                    null,
                    "The pod keeps its owner's settings instead of its folder's: %s. Change them with 'cloud set'"
                            .formatted(overridden));
        }
        return receipt;
    }

    /// Changing or initialising a pod clears its backoff.
    private void retryWhatChanged(Command command) {
        PodName pod = command.subject();
        if (pod != null) {
            backoff.forget(pod);
        } else if (command instanceof Command.Initialise all) {
            all.nodes().keySet().forEach(backoff::forget);
        }
    }

    Plan preview(Command command) {
        CloudSpec spec = specs.current();
        CloudSpec changed = changed(spec, command);
        return Projection.untilConverged(changed, observations.get(), clock.steady())
                .withWarnings(warnings(spec, changed));
    }

    private List<String> warnings(CloudSpec before, CloudSpec after) {
        Collection<HostView> hosts =
                CloudView.of(after, observations.get(), clock.steady()).bounds().values();
        ScalingAdvice.Room room =
                hosts.isEmpty()
                        ? ScalingAdvice.Room.UNBOUNDED
                        : new ScalingAdvice.Room(
                                hosts.stream().mapToDouble(HostView::promisableCpus).sum(),
                                hosts.stream().mapToLong(HostView::promisableBytes).sum());
        return ScalingAdvice.ofChanges(before, after, this::provisioning, room);
    }

    private CloudSpec changed(CloudSpec spec, Command command) {
        CloudSpec changed = SpecChanges.apply(spec, command, knownNodes(spec));
        CapacityCheck.check(spec, changed, observations.get());
        return changed;
    }

    private Duration provisioning(PodName pod) {
        return snapshots
                .get()
                .pod(pod)
                .map(PodStatus::provisioning)
                .orElse(PodStatus.FIRST_PROVISIONING);
    }

    private SpecChanges.KnownNodes knownNodes(CloudSpec spec) {
        return new NodesInUse(spec, snapshots.get(), observations.get(), underWay.get());
    }
}
