package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.engine.ReconcileLoop;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.pods.PodFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Defines pods from their folders, and reports which folders are gone.
final class PodRegistrar {

    private final ReconcileLoop loop;

    PodRegistrar(ReconcileLoop loop) {
        this.loop = loop;
    }

    /// Defines the pods that come with the installation, if they are new or their program has
    /// changed.
    void define(List<PodSpec> installed) {
        for (PodSpec pod : installed) {
            if (!loop.spec().pod(pod.name()).map(p -> sameProgram(p, pod)).orElse(false)) {
                loop.submit(new Command.DefinePod(pod));
            }
        }
    }

    private static boolean sameProgram(PodSpec known, PodSpec read) {
        return known.nodeFingerprint().equals(read.nodeFingerprint())
                && known.image().equals(read.image())
                && known.job().equals(read.job())
                && known.title().equals(read.title())
                && known.description().equals(read.description());
    }

    /// Defines the pod of a folder.
    Receipt add(Path folder) {
        PodSpec pod = PodFolder.read(folder);
        loop.spec().pod(pod.name()).ifPresent(known -> requireSameSource(known, pod));
        return loop.submit(new Command.DefinePod(pod));
    }

    private static void requireSameSource(PodSpec known, PodSpec added) {
        boolean same =
                known.image() instanceof ImageSource.Folder before
                        && added.image() instanceof ImageSource.Folder now
                        && (before.path().equals(now.path()) || !Files.isDirectory(before.path()));
        if (!same && !known.image().equals(added.image())) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "There is already a pod '%s', built from %s: give this one another name in its pod.yaml, or forget that one first"
                            .formatted(known.name(), source(known.image())));
        }
    }

    private static String source(ImageSource image) {
        return switch (image) {
            case ImageSource.Folder folder -> "the folder " + folder.path();
            case ImageSource.Reference reference -> "the image " + reference.image();
        };
    }

    /// Records an event for each pod whose folder is gone; such a pod keeps using the image that
    /// was built from it.
    void noteGone() {
        for (PodSpec pod : loop.spec().pods().values()) {
            if (pod.image() instanceof ImageSource.Folder folder
                    && !Files.isDirectory(folder.path())) {
                loop.note(
                        CloudEvent.Severity.WARNING,
                        pod.name(),
                        "The folder %s of pod %s is gone: the pod keeps using the image that was built from it"
                                .formatted(folder.path(), pod.name()));
            }
        }
    }
}
