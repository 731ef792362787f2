package dev.elasticcloud.manager.rest.change;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;

/// Checks commands that come over the API: one whose image is a folder of this host would make the
/// manager build and run whatever is there, so it must be the folder that the pod already has.
public final class RemoteCommands {

    private RemoteCommands() {}

    public static Command checked(Command command, CloudSnapshot snapshot) {
        switch (command) {
            case Command.DefinePod define -> checkImage(define.pod(), snapshot);
            case Command.RestorePod restore -> checkImage(restore.previous(), snapshot);
            case Command.OnPod onPod -> {}
            case Command.Initialise initialise -> {}
            case Command.SetHostPolicy policy -> {}
        }
        return command;
    }

    private static void checkImage(PodSpec pod, CloudSnapshot snapshot) {
        if (!(pod.image() instanceof ImageSource.Folder)) {
            return;
        }
        PodName name = pod.name();
        boolean known =
                snapshot.pod(name).map(p -> p.spec().image().equals(pod.image())).orElse(false);
        if (!known) {
            throw Refusal.of(
                    ProblemType.FORBIDDEN,
                    "Pod %s would be built from a folder of the manager's host: send the folder itself to POST /v1/pods"
                            .formatted(name));
        }
    }
}
