package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.pods.PodChecker;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.pods.PodWriter;
import dev.elasticcloud.manager.pods.ScalingGrammar;
import java.nio.file.Path;
import java.util.Map;

/// Reads and writes `pod.yaml` files without a manager.
public final class PodFiles {

    private PodFiles() {}

    /// Reads the pod that a folder declares, with the checks that adding it to a cloud makes.
    ///
    /// @throws CloudException with [ErrorCode#INVALID] and the first fault of the folder
    public static PodSpec read(Path folder) {
        return PodFolder.read(folder);
    }

    /// Everything that is wrong with a folder, with the lines of its `pod.yaml`.
    public static PodDraft check(Path folder) {
        return PodChecker.check(folder);
    }

    /// Everything that is wrong with a changed `pod.yaml` of a pod.
    ///
    /// @param pod the current pod, which keeps its image when the text names none
    public static PodDraft check(String yaml, PodSpec pod) {
        return PodChecker.check(
                yaml, name -> name.isEmpty() ? pod.image() : new ImageSource.Reference(name));
    }

    /// Writes a pod as the `pod.yaml` that declares it, with all its current settings.
    public static String write(PodSpec pod) {
        return PodWriter.write(pod);
    }

    /// Reads how a pod is to be scaled: `rules`, `up` and `down` as YAML.
    ///
    /// @param from what error messages call the source of the text
    /// @param now the current settings, kept where the text gives none
    /// @throws CloudException with [ErrorCode#INVALID] and the first fault
    public static Scaling readScaling(String from, String yaml, Scaling now) {
        return ScalingGrammar.read(from, yaml, now);
    }

    /// Writes how a pod is scaled as the YAML that [#readScaling] reads.
    public static String writeScaling(Scaling scaling) {
        return ScalingGrammar.written(scaling);
    }

    /// How a pod is scaled, as the maps, lists, strings and numbers of that YAML.
    public static Map<String, Object> scalingAsMap(Scaling scaling) {
        return ScalingGrammar.words(scaling);
    }
}
