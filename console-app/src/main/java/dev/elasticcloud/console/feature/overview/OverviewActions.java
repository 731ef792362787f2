package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.PodName;

import javafx.scene.Parent;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What the overview asks of the window around it.
///
/// @param onJob the user wants to run a job on a pod
/// @param onInitialise the user wants a pod to come into being
/// @param onDialog shows something above the screen, under a title
public record OverviewActions(
        Consumer<PodName> onJob,
        Consumer<PodName> onInitialise,
        BiConsumer<Parent, String> onDialog) {}
