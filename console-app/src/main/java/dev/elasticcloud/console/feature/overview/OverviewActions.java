package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.PodName;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Parent;

/// What the overview needs from the window.
///
/// @param onJob opens the job form of a pod
/// @param onInitialise opens the screen that initialises pods
/// @param onAddPod opens the screen that adds pods
/// @param onBurst opens the dialog that sends many jobs at once
/// @param onDialog shows a dialog with a title
public record OverviewActions(
        Consumer<PodName> onJob,
        Runnable onInitialise,
        Runnable onAddPod,
        Runnable onBurst,
        BiConsumer<Parent, String> onDialog) {}
