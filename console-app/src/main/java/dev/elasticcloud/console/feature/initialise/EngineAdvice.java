package dev.elasticcloud.console.feature.initialise;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Texts;
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
            return new EngineAdvice(false, Texts.text("initialise.engine.looking"), "", "", "");
        }
        if (!engine.reachable()) {
            return missing(engine.detail());
        }
        boolean simulated = engine.kind().equals("simulated");
        String size =
                "%d CPU · %.0f GB".formatted(engine.cpus(), engine.memoryBytes() / Figures.GB);
        return simulated
                ? new EngineAdvice(
                        true,
                        Texts.text("initialise.engine.simulated"),
                        Texts.text("initialise.engine.simulatedSize", size),
                        "",
                        "")
                : new EngineAdvice(
                        true,
                        Texts.text("initialise.engine.docker", engine.version()),
                        Texts.text("initialise.engine.dockerSize", size),
                        "",
                        "");
    }

    /// The engine's state is stale while the manager does not answer.
    static EngineAdvice withoutManager(String why) {
        return new EngineAdvice(
                false,
                Texts.text("initialise.engine.managerSilent"),
                why,
                "",
                Texts.text("initialise.engine.continuesWithManager"));
    }

    private static EngineAdvice missing(String detail) {
        String lower = detail.toLowerCase(Locale.ROOT);
        if (lower.contains("permission denied") || lower.contains("accessdenied")) {
            return new EngineAdvice(
                    false,
                    Texts.text("initialise.engine.notAllowed"),
                    detail,
                    "sudo usermod -aG docker $USER",
                    Texts.text("initialise.engine.logInAgain"));
        }
        if (lower.contains("no such file") || lower.contains("not found")) {
            return new EngineAdvice(
                    false,
                    Texts.text("initialise.engine.notInstalled"),
                    detail,
                    "sudo apt-get install docker.io && sudo systemctl start docker",
                    Texts.text("initialise.engine.continuesWithDocker"));
        }
        return new EngineAdvice(
                false,
                Texts.text("initialise.engine.silent"),
                detail,
                "sudo systemctl start docker",
                Texts.text("initialise.engine.continuesWithDocker"));
    }
}
