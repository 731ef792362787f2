package dev.elasticcloud.console.feature.initialise;

import java.util.Optional;

/// What the screen asks of the window.
///
/// @param onOverview goes to the overview
/// @param onSimulated opens the simulated cloud; empty where one cannot switch clouds
/// @param onConnect lets the user choose another cloud; empty where one cannot switch clouds
public record InitialiseActions(
        Runnable onOverview, Optional<Runnable> onSimulated, Optional<Runnable> onConnect) {}
