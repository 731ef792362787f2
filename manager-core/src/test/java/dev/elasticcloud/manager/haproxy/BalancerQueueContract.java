package dev.elasticcloud.manager.haproxy;

import static dev.elasticcloud.manager.haproxy.BalancerRig.LIGHT;
import static dev.elasticcloud.manager.haproxy.BalancerRig.LONG_TEXT;
import static dev.elasticcloud.manager.haproxy.BalancerRig.ONE;
import static dev.elasticcloud.manager.haproxy.BalancerRig.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.haproxy.BalancerRig.Answer;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What happens to requests that wait and to jobs that run while nodes come and go.
interface BalancerQueueContract {

    BalancerRig rig();

    @Test
    default void requestsWaitForTheFirstNodeUpToTheLimit() {
        rig().holdFor(30);
        rig().balancer().drain(LIGHT, ONE);
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int expected = i;
            waiting.add(
                    CompletableFuture.supplyAsync(
                            () -> rig().get("/light/run?repeat=1"), Thread::startVirtualThread));
            Awaiting.until("it waits", () -> rig().queued() == expected);
            assertThat(rig().balancer().waiting()).isEqualTo(expected);
        }
        Answer tooMany = rig().get("/light/run");
        assertThat(tooMany.status()).isEqualTo(503);
        assertThat(tooMany.body()).contains("\"error\":\"too_many_wait\"");

        rig().balancer().route(LIGHT, ONE);

        assertThat(waiting).allSatisfy(w -> assertThat(Awaiting.result(w).status()).isEqualTo(200));
        assertThat(rig().queued()).isZero();
    }

    /// Sends three requests: one runs on the node, which is then frozen so that it does not end
    /// before the test thaws it, and two wait in the pod's queue.
    private List<CompletableFuture<Answer>> oneRunsAndTwoWait() {
        rig().balancer().setSlots(LIGHT, ONE, 1);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        answers.add(rig().begun("/light/run?repeat=2000&text=" + LONG_TEXT));
        Awaiting.until("one runs", () -> rig().server(ONE).running() == 1);
        rig().runtime().freeze(rig().container(ONE));
        answers.add(rig().begun("/light/run?repeat=1"));
        answers.add(rig().begun("/light/run?repeat=1"));
        Awaiting.until("two wait", () -> rig().queued() == 2);
        return answers;
    }

    private void assertThatAllAreAnswered(List<CompletableFuture<Answer>> answers) {
        assertThat(answers).allSatisfy(a -> assertThat(Awaiting.result(a).status()).isEqualTo(200));
        PodTraffic traffic = rig().balancer().observe().traffic().getFirst();
        assertThat(traffic.responses()).isEqualTo(answers.size());
        assertThat(traffic.requests()).isEqualTo(answers.size());
        assertThat(traffic.failures()).isZero();
        assertThat(traffic.queued()).isZero();
    }

    @Test
    default void requestsThatWaitAreNotFailedWhenTheLastNodeLeavesTheRotation() {
        List<CompletableFuture<Answer>> answers = oneRunsAndTwoWait();
        rig().balancer().drain(LIGHT, ONE);
        rig().runtime().thaw(rig().container(ONE));
        assertThat(Awaiting.result(answers.getFirst()).status()).isEqualTo(200);
        Awaiting.until("the job has ended", () -> rig().server(ONE).running() == 0);
        rig().balancer().remove(LIGHT, ONE);
        assertThat(rig().queued()).isEqualTo(2);
        rig().serve(TWO);
        assertThatAllAreAnswered(answers);
        assertThat(Awaiting.result(answers.getLast()).node()).isEqualTo("light-2");
    }

    @Test
    default void aDrainedNodeFinishesItsJobAndCanThenBeRemoved() {
        rig().serve(TWO);
        rig().balancer().drain(LIGHT, TWO);
        var job =
                CompletableFuture.supplyAsync(
                        () -> rig().get("/light/run?repeat=2000&text=" + LONG_TEXT),
                        Thread::startVirtualThread);
        Awaiting.until("the job runs", () -> rig().server(ONE).running() == 1);
        // the job keeps running until the removal has been refused
        rig().runtime().freeze(rig().container(ONE));
        assertThatThrownBy(() -> rig().balancer().remove(LIGHT, ONE))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("still works on 1");
        rig().balancer().drain(LIGHT, ONE);
        rig().runtime().thaw(rig().container(ONE));
        assertThat(Awaiting.result(job).status()).isEqualTo(200);
        Awaiting.until("the job has ended", () -> rig().server(ONE).running() == 0);
        rig().balancer().remove(LIGHT, ONE);
        rig().balancer().remove(LIGHT, ONE);
        assertThat(rig().balancer().observe().servers())
                .extracting(BalancerServer::node)
                .containsOnly(TWO);
    }
}
