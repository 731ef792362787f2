package dev.elasticcloud.manager.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.pods.ScalingGrammar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a pod is scaled, in the syntax of `pod.yaml`. Fields left out of a direction keep their
/// values; fields left out of a rule take their defaults.
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScalingSettings(
        @Nullable List<Rule> rules, @Nullable Direction up, @Nullable Direction down) {

    private static final ModelJson JSON = new ModelJson();

    /// One rule; besides its kind, each kind has fields of its own.
    ///
    /// @param kind `band`, `target`, `concurrency`, `forecast` or `schedule`
    /// @param of for a band or a target: `cpu` or `memory`
    /// @param window for a band: over how long use is averaged, such as `15s`
    /// @param percent for a target: percent of the limit
    /// @param utilisation for concurrency: the share of its slots that a node should have in use
    /// @param price for a forecast: the cost of one node
    /// @param zone for a schedule: such as `Europe/Berlin`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rule(
            String kind,
            @Nullable String of,
            @Nullable String window,
            @Nullable Integer percent,
            @Nullable Double toleranceDown,
            @Nullable Double toleranceUp,
            @Nullable Double utilisation,
            @Nullable String stableWindow,
            @Nullable String panicWindow,
            @Nullable Double panicThreshold,
            @Nullable Double upRate,
            @Nullable Double downRate,
            @Nullable String downDelay,
            @Nullable Integer burst,
            @Nullable Double price,
            @Nullable Boolean seasons,
            @Nullable String zone,
            @Nullable List<Entry> entries) {}

    /// A time of day on some days.
    ///
    /// @param days such as `mon`; every day when absent
    /// @param from such as `08:30`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(@Nullable List<String> days, String from, String until, int nodes) {}

    /// How fast the node count may change, and how long it is held first.
    ///
    /// @param select which of several steps applies: `max`, `min` or `disabled`
    /// @param calm the stabilisation window, such as `10s`: the smallest change that was
    ///     recommended within it applies
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Direction(@Nullable String select, @Nullable String calm, @Nullable List<Step> steps) {}

    /// The largest change within a period, as nodes or as a percentage of them.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(@Nullable Integer nodes, @Nullable Integer percent, @Nullable String period) {}

    /// @param now the values of fields that are left out
    static Scaling read(
            @Nullable List<Rule> rules,
            @Nullable Direction up,
            @Nullable Direction down,
            Scaling now) {
        ScalingSettings words = new ScalingSettings(rules, up, down);
        return ScalingGrammar.read("elasticity", JSON.tree(words), now);
    }
}
