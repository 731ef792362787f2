package dev.elasticcloud.console.feature.initialise;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import java.util.Locale;

/// Whether the engine can run pods, and what to do when it cannot.
///
/// @param ready whether pods can be initialised
/// @param title the state in a few words
/// @param text more, or what is wrong
/// @param command the command to fix it; empty when nothing is wrong
/// @param after what to do once it has run
public record EngineAdvice(boolean ready, String title, String text, String command, String after) {

    static EngineAdvice of(EngineHealth engine, boolean known) {
        if (!known) {
            return new EngineAdvice(false, "Looking for Docker", "", "", "");
        }
        if (!engine.reachable()) {
            return missing(engine.detail());
        }
        boolean simulated = engine.kind().equals("simulated");
        String size =
                "%d CPU · %.0f GB".formatted(engine.cpus(), engine.memoryBytes() / Figures.GB);
        return simulated
                ? new EngineAdvice(
                        true, "Simulated engine", size + " · nothing runs in Docker", "", "")
                : new EngineAdvice(
                        true,
                        "Docker Engine " + engine.version(),
                        size + " · only containers with this cloud's label are touched",
                        "",
                        "");
    }

    /// The engine's state is stale while the manager does not answer.
    static EngineAdvice withoutManager(String why) {
        return new EngineAdvice(
                false,
                "The manager does not answer",
                why,
                "",
                "The console continues by itself once the manager answers.");
    }

    private static EngineAdvice missing(String detail) {
        String lower = detail.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied") || lower.contains("accessdenied")) {
            return new EngineAdvice(
                    false,
                    "This account may not use Docker",
                    detail,
                    "sudo usermod -aG docker $USER",
                    "Then log out and in again, and restart the console.");
        }
        if (lower.contains("no such file") || lower.contains("not found")) {
            return new EngineAdvice(
                    false,
                    "Docker is not installed, or is not running",
                    detail,
                    "sudo apt-get install docker.io && sudo systemctl start docker",
                    "The console continues by itself once Docker answers.");
        }
        return new EngineAdvice(
                false,
                "Docker does not answer",
                detail,
                "sudo systemctl start docker",
                "The console continues by itself once Docker answers.");
    }
}
