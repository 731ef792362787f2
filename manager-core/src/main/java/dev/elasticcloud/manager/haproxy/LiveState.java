package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.ShowStat.Row;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The backends and servers of a running HAProxy.
record LiveState(List<BalancerServer> servers, List<PodTraffic> traffic) {

    static final String[] COMMANDS = {"show stat", "show servers state"};

    /// The same, together with [HostLoadMeter]'s command in one exchange.
    static final String[] COMMANDS_WITH_HOST = {
        "show stat", "show servers state", ShowHost.COMMAND
    };

    /// The classes of responses that HAProxy counts.
    private static final List<String> ANSWERS =
            List.of("hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other");

    /// Bits of `srv_admin_state`: three of them mean maintenance, two mean drain. The status
    /// column of `show stat` cannot tell a draining server from a ready one while it is down. Bit
    /// 0x04 only records that the file said `disabled`, whatever has happened since.
    private static final long MAINTENANCE = 0x01 | 0x02 | 0x20;

    private static final long DRAIN = 0x08 | 0x10;

    private static final Row NO_ROW = new Row(Map.of());

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
        Map<PodName, Row> backends = new LinkedHashMap<>();
        Map<PodName, Row> holds = new HashMap<>();
        Map<PodName, Sums> sums = new HashMap<>();
        for (Row row : ShowStat.stat(output)) {
            String proxy = row.text("pxname");
            String server = row.text("svname");
            if (isOurs(proxy)) {
                continue;
            }
            PodName pod = PodName.of(proxy);
            if (isOurs(server)) {
                holds.put(pod, row);
            } else if (server.equals("BACKEND")) {
                backends.put(pod, row);
                sums.merge(pod, new Sums(0, row.number("qcur")), Sums::plus);
            } else {
                servers.add(server(row, mode(admin.getOrDefault(proxy + "/" + server, 0L))));
                sums.merge(pod, new Sums(row.number("scur"), row.number("qcur")), Sums::plus);
            }
        }
        List<PodTraffic> traffic = new ArrayList<>();
        backends.forEach(
                (pod, row) ->
                        traffic.add(
                                traffic(
                                        pod,
                                        row,
                                        holds.getOrDefault(pod, NO_ROW),
                                        sums.getOrDefault(pod, Sums.NONE))));
        return new LiveState(servers, traffic);
    }

    /// Whether a proxy or server is the balancer's own and not a pod's or node's.
    private static boolean isOurs(String name) {
        return name.indexOf('.') >= 0;
    }

    /// Waiting requests of all pods together.
    ///
    /// @param backends the answer to `show stat` about backends only
    static int waiting(String backends) {
        return ShowStat.stat(backends).stream()
                .mapToInt(
                        row ->
                                row.number("act") > 0
                                        ? (int) row.number("qcur")
                                        : (int) row.number("scur"))
                .sum();
    }

    /// The sums over a pod's servers and its backend.
    private record Sums(long running, long queued) {

        static final Sums NONE = new Sums(0, 0);

        Sums plus(Sums other) {
            return new Sums(running + other.running, queued + other.queued);
        }
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
                row.number("lbtot"),
                healthy ? "" : probe(row));
    }

    /// How the last probe ended, as a clause; empty when that says nothing about the program.
    private static String probe(Row row) {
        String status = row.text("check_status").replace("* ", "");
        return switch (status) {
            case "L4CON" -> "it refused the connection";
            case "L4TOUT" -> BalancerServer.NOT_ACCEPTED;
            case "L7TOUT" -> BalancerServer.NO_ANSWER;
            case "L7RSP" -> "it did not answer in HTTP";
            case "L7STS" -> "it answered HTTP " + row.number("check_code");
            default -> "";
        };
    }

    /// @param hold the reserve server, through which requests enter the backend a second time
    private static PodTraffic traffic(PodName pod, Row backend, Row hold, Sums sums) {
        return new PodTraffic(
                pod,
                HaproxyConfig.balance(backend.text("algo")),
                (int) sums.running(),
                (int) (sums.queued() + held(backend, hold, sums)),
                backend.number("stot") - hold.number("stot"),
                backend.number("hrsp_5xx") - hold.number("hrsp_5xx"),
                answers(backend) - answers(hold),
                "");
    }

    private static long answers(Row row) {
        return ANSWERS.stream().mapToLong(row::number).sum();
    }

    /// Requests that the balancer holds because no server is in rotation.
    private static long held(Row backend, Row hold, Sums sums) {
        return backend.number("act") > 0
                ? 0
                : Math.max(
                        0,
                        backend.number("scur")
                                - hold.number("scur")
                                - sums.running()
                                - sums.queued());
    }

    /// Adds the requests still held by processes from before a reload.
    LiveState plus(List<LiveState> older) {
        Map<String, Integer> running = new HashMap<>();
        Map<PodName, Sums> sums = new HashMap<>();
        for (LiveState old : older) {
            for (BalancerServer server : old.servers) {
                running.merge(key(server), server.running(), Integer::sum);
            }
            for (PodTraffic pod : old.traffic) {
                sums.merge(pod.pod(), new Sums(pod.running(), pod.queued()), Sums::plus);
            }
        }
        return new LiveState(
                servers.stream()
                        .map(s -> s.withRunning(s.running() + running.getOrDefault(key(s), 0)))
                        .toList(),
                traffic.stream()
                        .map(
                                pod -> {
                                    Sums more = sums.getOrDefault(pod.pod(), Sums.NONE);
                                    return pod.plus((int) more.running(), (int) more.queued());
                                })
                        .toList());
    }

    private static String key(BalancerServer server) {
        return server.pod() + "/" + server.node();
    }

    /// Whether every request has reached a node, so that none can still go to another.
    boolean nothingWaits() {
        return traffic.stream().allMatch(pod -> pod.queued() == 0);
    }

    Optional<BalancerServer> server(PodName pod, NodeName node) {
        return servers.stream()
                .filter(server -> server.pod().equals(pod) && server.node().equals(node))
                .findFirst();
    }
}
