package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.PodName;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.scene.Parent;

/// What the overview asks the window to do.
///
/// @param onJob opens the job form of a pod
/// @param onInitialise opens the initialise screen for a pod
/// @param onDialog shows a dialog with a title
public record OverviewActions(
        Consumer<PodName> onJob,
        Consumer<PodName> onInitialise,
        BiConsumer<Parent, String> onDialog) {}
