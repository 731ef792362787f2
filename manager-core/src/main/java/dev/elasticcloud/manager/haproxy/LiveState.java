package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.ShowStat.Row;
import dev.elasticcloud.manager.model.Balance;
import dev.elasticcloud.manager.model.BalancerServer;
import dev.elasticcloud.manager.model.BalancerServer.Mode;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.PodTraffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a running HAProxy says of its backends and servers.
record LiveState(List<BalancerServer> servers, List<PodTraffic> traffic) {

    static final String[] QUESTIONS = {"show stat", "show servers state"};

    /// Bits of `srv_admin_state`: three ways into maintenance, two into drain. The status column
    /// of `show stat` cannot tell a draining server from a ready one while it is down. The bit
    /// 0x04 only recalls that the file said `disabled`, whatever has happened since.
    private static final long MAINTENANCE = 0x01 | 0x02 | 0x20;

    private static final long DRAIN = 0x08 | 0x10;

    LiveState {
        servers = List.copyOf(servers);
        traffic = List.copyOf(traffic);
    }

    static LiveState of(String output) {
        Map<String, Long> admin = new HashMap<>();
        for (Row row : ShowStat.serversState(output)) {
            admin.put(
                    row.text("be_name") + "/" + row.text("srv_name"),
                    row.number("srv_admin_state"));
        }
        List<BalancerServer> servers = new ArrayList<>();
        Map<PodName, Row> backends = new HashMap<>();
        List<Row> rows = ShowStat.stat(output);
        for (Row row : rows) {
            switch (row.text("svname")) {
                case "FRONTEND" -> {}
                case "BACKEND" -> backends.put(PodName.of(row.text("pxname")), row);
                default -> {
                    String key = row.text("pxname") + "/" + row.text("svname");
                    servers.add(server(row, mode(admin.getOrDefault(key, 0L))));
                }
            }
        }
        List<PodTraffic> traffic = new ArrayList<>();
        backends.forEach((pod, row) -> traffic.add(traffic(pod, row, servers, rows)));
        return new LiveState(servers, traffic);
    }

    private static Mode mode(long admin) {
        if ((admin & MAINTENANCE) != 0) {
            return Mode.MAINTENANCE;
        }
        return (admin & DRAIN) != 0 ? Mode.DRAINING : Mode.READY;
    }

    private static BalancerServer server(Row row, Mode mode) {
        boolean healthy =
                mode == Mode.READY
                        ? row.text("status").startsWith("UP")
                        : row.text("check_status").endsWith("L7OK");
        return new BalancerServer(
                PodName.of(row.text("pxname")),
                NodeName.of(row.text("svname")),
                row.text("addr"),
                mode,
                healthy,
                (int) row.number("slim"),
                (int) row.number("scur"),
                row.number("lbtot"));
    }

    private static PodTraffic traffic(
            PodName pod, Row backend, List<BalancerServer> servers, List<Row> rows) {
        int running =
                servers.stream()
                        .filter(server -> server.pod().equals(pod))
                        .mapToInt(BalancerServer::running)
                        .sum();
        long queued =
                rows.stream()
                        .filter(row -> row.text("pxname").equals(pod.value()))
                        .mapToLong(row -> row.number("qcur"))
                        .sum();
        Balance balance = HaproxyConfig.balance(backend.text("algo"));
        return new PodTraffic(
                pod,
                balance,
                running,
                (int) queued,
                backend.number("stot"),
                backend.number("hrsp_5xx"));
    }

    Optional<BalancerServer> server(PodName pod, NodeName node) {
        return servers.stream()
                .filter(server -> server.pod().equals(pod) && server.node().equals(node))
                .findFirst();
    }
}
