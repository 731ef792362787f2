package dev.elasticcloud.manager.haproxy;

import static dev.elasticcloud.manager.haproxy.BalancerRig.LIGHT;
import static dev.elasticcloud.manager.haproxy.BalancerRig.LONG_TEXT;
import static dev.elasticcloud.manager.haproxy.BalancerRig.ONE;
import static dev.elasticcloud.manager.haproxy.BalancerRig.POD;
import static dev.elasticcloud.manager.haproxy.BalancerRig.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.haproxy.BalancerRig.Answer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.LoadBalancer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Changes under load: no request is lost, and running jobs go on.
interface BalancerReloadContract {

    BalancerRig rig();

    @Test
    default void aChangedBalanceReloadsWithoutLosingARequest() {
        rig().serve(TWO);
        rig().balancer().drain(LIGHT, TWO);
        underLoad(
                () ->
                        rig().balancer()
                                .configure(
                                        List.of(POD.withBalance(Balance.FILL_FIRST)), List.of()));
        assertThat(rig().balancer().observe().traffic().getFirst().balance())
                .isEqualTo(Balance.FILL_FIRST);
        assertThat(rig().server(ONE).mode()).isEqualTo(Mode.READY);
        assertThat(rig().server(TWO).mode()).isEqualTo(Mode.DRAINING);
        Awaiting.until(
                "the old process has gone", () -> rig().balancer().observe().health().settled());
    }

    @Test
    default void aReloadCutsNoJobAndItsNodeIsStillSeenAsBusy() {
        CompletableFuture<Answer> job = rig().begun("/light/run?repeat=2000&text=" + LONG_TEXT);
        Awaiting.until("the job runs", () -> rig().server(ONE).running() == 1);
        // the job keeps running until the reload has been checked
        rig().runtime().freeze(rig().container(ONE));

        PodSpec hours = POD.withJob(POD.job().withTimeout(Duration.ofHours(3)));
        rig().balancer().configure(List.of(hours), List.of());

        LoadBalancer.State state = rig().balancer().observe();
        assertThat(state.traffic().getFirst().settings()).isEqualTo(hours.balancing());
        assertThat(state.traffic().getFirst().running()).isEqualTo(1);
        assertThat(rig().server(ONE).running()).isEqualTo(1);
        assertThat(state.health().settled()).as("nothing waits in the old process").isTrue();
        rig().runtime().thaw(rig().container(ONE));
        assertThat(Awaiting.result(job).status()).isEqualTo(200);
        Awaiting.until("the old process has gone", () -> rig().server(ONE).running() == 0);
    }

    @Test
    default void nodesComeAndGoTenTimesUnderLoadWithoutAFailure() {
        rig().runtime().start(POD, TWO);
        NodeContainer two = rig().container(TWO);
        int served =
                underLoad(
                        () -> {
                            for (int i = 0; i < 10; i++) {
                                rig().balancer().probe(POD, two);
                                Awaiting.until("healthy", () -> rig().server(TWO).healthy());
                                rig().balancer().route(LIGHT, TWO);
                                Awaiting.until("it serves", () -> rig().server(TWO).served() > 0);
                                rig().balancer().drain(LIGHT, TWO);
                                Awaiting.until(
                                        "it is idle", () -> rig().server(TWO).running() == 0);
                                rig().balancer().remove(LIGHT, TWO);
                            }
                        });
        assertThat(served).isGreaterThan(20);
    }

    /// Makes a change under constant load and returns the number of requests; none may fail.
    private int underLoad(Runnable change) {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        Set<String> failures = ConcurrentHashMap.newKeySet();
        String job = rig().balancer().observe().health().url() + "/light/run?repeat=1";
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(
                    CompletableFuture.runAsync(
                            () -> call(job, enough, served, failures), Thread::startVirtualThread));
        }
        Awaiting.until("requests flow", () -> served.get() > 3);
        try {
            change.run();
        } finally {
            enough.set(true);
            callers.forEach(CompletableFuture::join);
        }
        assertThat(failures).isEmpty();
        return served.get();
    }

    private void call(
            String job, AtomicBoolean enough, AtomicInteger served, Set<String> failures) {
        while (!enough.get()) {
            try {
                Answer answer = rig().fetch(job);
                if (answer.status() != 200) {
                    failures.add(answer.status() + " " + answer.body());
                }
                served.incrementAndGet();
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }
}
