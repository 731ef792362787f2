package dev.elasticcloud.manager.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.model.record.Verification.Part;
import dev.elasticcloud.manager.model.record.Verification.State;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Evidence altered by somebody who computes all hashes again, and may even sign it, is refused with
/// the record named.
class AlteredEvidenceTest extends ScaledCloud {

    @Test
    void aDecisionChangedPlausiblyIsFoundByMakingItAgainEvenWithAllHashesRight()
            throws IOException {
        Archive archive = Archive.read(evidence);
        int line = growth(archive);
        archive.rechain(
                        line,
                        record -> {
                            ObjectNode decision = (ObjectNode) record.path("decision");
                            decision.put("wanted", decision.path("wanted").asInt() + 1);
                            return record;
                        })
                .rehash();

        Verification verification = verify(archive, true);

        assertThat(part(verification, "manifest").state()).isEqualTo(State.HOLDS);
        assertThat(part(verification, "chain").state()).isEqualTo(State.HOLDS);
        assertBroken(verification, "signature", "manifest.json");
        assertBroken(
                verification,
                "decisions",
                "record " + (line + 1) + " (decision of light at ",
                "wanted is",
                "recomputed it is");
    }

    @Test
    void aChangedInputIsFoundEvenIfAStrangerSignsTheFile() throws IOException {
        Archive archive = Archive.read(evidence);
        int line = growth(archive);
        archive.rechain(
                        line,
                        record -> {
                            ((ObjectNode) record.path("input").path("signals")).put("queued", 0);
                            return record;
                        })
                .rehash()
                .sign(stranger);

        Verification own = verify(archive, false);
        assertThat(part(own, "signature").state()).isEqualTo(State.HOLDS);
        assertBroken(own, "decisions", "record " + (line + 1));
        assertBroken(verify(archive, true), "signature", "another key");
    }

    @Test
    void aLostJobIsFoundInTheSums() throws IOException {
        Archive archive = Archive.read(evidence);
        int line = line(archive, record -> record.path("kind").asText().equals("sums"));
        archive.rechain(
                        line,
                        record -> {
                            ((ObjectNode) record.path("pods").path("light")).put("accepted", 401);
                            return record;
                        })
                .rehash()
                .sign(stranger);

        assertBroken(
                verify(archive, false),
                "sums",
                "record " + (line + 1) + " (sums of light",
                "401 accepted is not 400 completed");
    }

    @Test
    void aRecordLeftOutIsFoundByItsNumber() throws IOException {
        Archive archive = Archive.read(evidence);
        archive.rechain(2, ObjectNode::removeAll).rehash().sign(stranger);

        assertBroken(verify(archive, false), "chain", "its number should be 3");
    }

    @Test
    void decisionsOfAnotherPolicyOrWithoutInputsAreCountedNotPassed() throws IOException {
        Archive other = Archive.read(evidence);
        other.rechain(
                        growth(other),
                        record -> {
                            ObjectNode input = (ObjectNode) record.path("input");
                            input.put("policy", 99);
                            ((ObjectNode) input.path("signals")).put("queued", 0);
                            return record;
                        })
                .rehash()
                .sign(stranger);
        Part decisions = part(verify(other, false), "decisions");
        assertThat(decisions.state()).isEqualTo(State.UNPROVEN);
        assertThat(decisions.text())
                .contains("1 were made by another version of the policy", "1 of these differ");

        Archive without = Archive.read(evidence);
        without.rechain(
                        growth(without),
                        record -> {
                            record.putNull("input");
                            return record;
                        })
                .rehash()
                .sign(stranger);
        decisions = part(verify(without, false), "decisions");
        assertThat(decisions.state()).isEqualTo(State.UNPROVEN);
        assertThat(decisions.text()).contains("1 more were recorded without inputs");
    }

    /// What a made-up input can ask of the policy is bounded.
    @Test
    void impossibleInputsAreRefusedBeforeThePolicyRuns() throws IOException {
        Archive archive = Archive.read(evidence);
        archive.rechain(
                        growth(archive),
                        record -> {
                            ((ObjectNode) record.path("input").path("signals"))
                                    .put("online", Integer.MAX_VALUE);
                            return record;
                        })
                .rehash()
                .sign(stranger);

        assertBroken(verify(archive, false), "decisions", "out of range");
    }
}
