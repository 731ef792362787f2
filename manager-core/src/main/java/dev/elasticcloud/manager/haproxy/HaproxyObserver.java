package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.util.List;
import java.util.Optional;

/// Reads HAProxy's servers, statistics and host load.
final class HaproxyObserver {

    private final RuntimeSocket worker;
    private final HaproxyProcess process;
    private final ConfigWriter config;
    private final HostLoadMeter meter;

    HaproxyObserver(
            RuntimeSocket worker,
            HaproxyProcess process,
            ConfigWriter config,
            HostLoadMeter meter) {
        this.worker = worker;
        this.process = process;
        this.config = config;
        this.meter = meter;
    }

    LoadBalancer.State observe() {
        String output;
        boolean measure = meter.isDue();
        try {
            output = worker.send(measure ? LiveState.COMMANDS_WITH_HOST : LiveState.COMMANDS);
        } catch (PortException e) {
            BalancerHost.State state = process.observe();
            if (state.running()) {
                throw e;
            }
            return stopped(state);
        }
        BalancerHost.State state = process.recentState();
        if (!state.running()) {
            return stopped(state);
        }
        if (measure) {
            meter.take(output);
        }
        Optional<List<LiveState>> older = process.older();
        LiveState live = LiveState.of(output).plus(older.orElse(List.of()));
        List<PodTraffic> reachable =
                live.traffic().stream()
                        .filter(t -> state.networks().contains(t.pod()))
                        .map(t -> t.withSettings(config.loaded(t.pod())))
                        .toList();
        boolean settled =
                older.filter(all -> all.stream().allMatch(LiveState::nothingWaits)).isPresent();
        return new LoadBalancer.State(
                process.health(state, settled), live.servers(), reachable, meter.load());
    }

    private static LoadBalancer.State stopped(BalancerHost.State state) {
        return new LoadBalancer.State(
                new BalancerHealth(false, "", state.url(), true, state.detail()),
                List.of(),
                List.of(),
                Optional.empty());
    }

    BalancerReport report() {
        String written = config.text();
        try {
            return new BalancerReport(StatReport.rows(worker.send("show stat")), written);
        } catch (PortException e) {
            if (process.observe().running()) {
                throw e;
            }
            return new BalancerReport(List.of(), written);
        }
    }

    int waiting() {
        return LiveState.waiting(worker.send("show stat -1 2 -1"));
    }
}
