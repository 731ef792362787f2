package dev.elasticcloud.console.feature.initialise;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Updates the progress of tasks that initialise pods. Several may run at once, each with pods of
/// its own.
final class SetupTasks {

    private final List<Setup> running = new ArrayList<>();

    /// One task and its pods.
    private static final class Setup {

        private final LongTask task;

        /// The pods that do not serve yet; empty once they all do.
        private final Set<PodName> names;

        /// Those that a snapshot has shown as wanted.
        private final Set<PodName> begun = new HashSet<>();

        Setup(LongTask task, Set<PodName> names) {
            this.task = task;
            this.names = new HashSet<>(names);
        }

        void report(List<PodStatus> pods) {
            List<PodStatus> wanted =
                    pods.stream()
                            .filter(pod -> names.contains(pod.name()))
                            .filter(InitialiseModel::initialised)
                            .toList();
            Set<PodName> now =
                    wanted.stream().map(PodStatus::name).collect(Collectors.toUnmodifiableSet());
            // A pod whose initialisation was cancelled meanwhile is no longer waited for.
            names.removeIf(name -> begun.contains(name) && !now.contains(name));
            begun.addAll(now);
            if (names.isEmpty()) {
                task.failed(text("initialise.task.cancelled"));
            } else if (!begun.containsAll(names)) {
                // A pod whose command has not arrived yet has no progress.
                return;
            } else if (wanted.stream().allMatch(Setup::serves)) {
                task.done(text("initialise.task.done"));
            } else {
                tellStep(wanted);
            }
        }

        private void tellStep(List<PodStatus> wanted) {
            List<SetupStep> steps = wanted.stream().flatMap(pod -> pod.setup().stream()).toList();
            long done = steps.stream().filter(s -> s.progress() == SetupStep.Progress.DONE).count();
            String now =
                    wanted.stream()
                            .flatMap(
                                    pod ->
                                            pod.setup().stream()
                                                    .filter(Setup::isUnderWay)
                                                    .limit(1)
                                                    .map(step -> pod.name() + ": " + words(step)))
                            .collect(Collectors.joining("\n"));
            task.step(now, steps.isEmpty() ? 0 : (double) done / steps.size());
        }

        private static boolean serves(PodStatus pod) {
            return pod.phase() != PodPhase.INITIALISING
                    && pod.online() >= pod.spec().target().nodes();
        }

        private static boolean isUnderWay(SetupStep step) {
            return step.progress() == SetupStep.Progress.RUNNING
                    || step.progress() == SetupStep.Progress.FAILED;
        }

        private static String words(SetupStep step) {
            String name = Names.of(step.kind());
            String words =
                    step.progress() == SetupStep.Progress.FAILED
                            ? text("initialise.task.failed", name)
                            : name;
            return step.detail().isEmpty() ? words : words + ", " + step.detail();
        }
    }

    void follow(LongTask task, Set<PodName> names) {
        running.add(new Setup(task, names));
    }

    void report(List<PodStatus> pods) {
        running.forEach(setup -> setup.report(pods));
        running.removeIf(setup -> !setup.task.running());
    }
}
