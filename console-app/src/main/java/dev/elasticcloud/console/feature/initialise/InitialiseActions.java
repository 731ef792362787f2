package dev.elasticcloud.console.feature.initialise;

import java.util.Optional;

/// What the screen needs from the window.
///
/// @param onOverview goes to the overview
/// @param onSimulated opens the simulated cloud; empty if clouds cannot be switched
/// @param onConnect lets the user choose another cloud; empty if clouds cannot be switched
public record InitialiseActions(
        Runnable onOverview, Optional<Runnable> onSimulated, Optional<Runnable> onConnect) {}
