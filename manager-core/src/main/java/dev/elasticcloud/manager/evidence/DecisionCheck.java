package dev.elasticcloud.manager.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.DecisionBasis;
import dev.elasticcloud.manager.model.record.DecisionInput;
import dev.elasticcloud.manager.model.record.HostClaims;
import dev.elasticcloud.manager.model.record.PolicySettings;
import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.DecisionReplay;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/// Makes each decision again from its recorded inputs with the policy code, and compares all of it:
/// the counts, what each rule wanted and why, the brakes and the sentence.
final class DecisionCheck {

    /// More nodes than a pod can have, so that a made-up input cannot make the policy run for long.
    private static final int MOST_STARTING = 10 * PodSpec.MOST_NODES;

    /// More pods than a cloud can have.
    private static final int MOST_CLAIMS = 1_000;

    private final PartCheck part = new PartCheck("decisions");
    private final Map<String, PolicySettings> settings;
    private final ModelJson json = new ModelJson();
    private long recomputed;
    private long withoutInputs;
    private long byOtherPolicy;
    private long differingByOtherPolicy;

    /// @param settings by their SHA-256
    DecisionCheck(Map<String, PolicySettings> settings) {
        this.settings = settings;
    }

    /// Makes the decision again and says what differs, if it was recorded with inputs. May be
    /// called from any thread.
    Optional<String> difference(ChainRecord.Decided record) {
        DecisionInput input = record.input();
        String digest = record.settings();
        return input == null || digest == null
                ? Optional.empty()
                : difference(record.decision(), digest, input);
    }

    /// Counts a decision.
    ///
    /// @param difference what [#difference] said of it
    void count(ChainRecord.Decided record, Optional<String> difference) {
        DecisionInput input = record.input();
        if (input == null || record.settings() == null) {
            withoutInputs++;
            return;
        }
        boolean other = input.policy() != StandardAutoscaler.VERSION;
        byOtherPolicy += other ? 1 : 0;
        if (difference.isEmpty()) {
            recomputed++;
        } else if (other) {
            differingByOtherPolicy++;
        } else {
            LinesCheck.Named named = ChainCheck.named(record);
            part.fault(
                    new Verification.Fault(
                            Manifest.CHAIN,
                            named.record(),
                            named.subject(),
                            named.at(),
                            difference.get()));
        }
    }

    private Optional<String> difference(Decision recorded, String digest, DecisionInput input) {
        PolicySettings known = settings.get(digest);
        if (known == null) {
            return Optional.of(
                    "its settings %s… are not in %s"
                            .formatted(
                                    digest.substring(0, Math.min(12, digest.length())),
                                    Manifest.SETTINGS));
        }
        if (!isPossible(input)) {
            return Optional.of("its inputs are out of range");
        }
        try {
            Decision made =
                    DecisionReplay.decide(new DecisionBasis(known, input)).since(recorded.at());
            return made.equals(recorded)
                    ? Optional.empty()
                    : Optional.of(difference(tree(recorded), tree(made)));
        } catch (RuntimeException e) {
            return Optional.of("it cannot be made from its inputs: " + e.getMessage());
        }
    }

    private static boolean isPossible(DecisionInput input) {
        Signals signals = input.signals();
        HostClaims hosts = input.hosts();
        return signals.online() <= MOST_STARTING
                && signals.starting() <= MOST_STARTING
                && (hosts == null
                        || hosts.claims().size() <= MOST_CLAIMS
                                && hosts.claims().stream()
                                        .allMatch(
                                                c ->
                                                        c.least() <= PodSpec.MOST_NODES
                                                                && c.demand() <= PodSpec.MOST_NODES
                                                                && c.wanted()
                                                                        <= PodSpec.MOST_NODES));
    }

    /// As it reads when it is written, so that numbers of different types compare.
    private JsonNode tree(Decision decision) {
        return json.tree(json.bytes(decision));
    }

    private static String difference(JsonNode recorded, JsonNode made) {
        Iterator<Map.Entry<String, JsonNode>> fields = made.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode before = recorded.path(field.getKey());
            if (!before.equals(field.getValue())) {
                return "%s is %s, recomputed it is %s"
                        .formatted(field.getKey(), shown(before), shown(field.getValue()));
            }
        }
        return "it differs from the recomputed one";
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    Verification.Part outcome() {
        long of = recomputed + differingByOtherPolicy;
        StringBuilder text =
                new StringBuilder(
                        "%d of %d recomputed from their inputs".formatted(recomputed, of));
        if (withoutInputs > 0) {
            text.append(
                    "; %d more were recorded without inputs and cannot be"
                            .formatted(withoutInputs));
        }
        if (byOtherPolicy > 0) {
            text.append(
                    "; %d were made by another version of the policy than this program's, %d, and %d of these differ"
                            .formatted(
                                    byOtherPolicy,
                                    StandardAutoscaler.VERSION,
                                    differingByOtherPolicy));
        }
        return part.outcome(withoutInputs == 0 && differingByOtherPolicy == 0, text.toString());
    }
}
