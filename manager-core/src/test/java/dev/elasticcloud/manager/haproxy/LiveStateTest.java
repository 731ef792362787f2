package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStateTest {

    private static final PodName LIGHT = PodName.of("light");

    private static final String OUTPUT =
            """
            # pxname,svname,qcur,scur,slim,stot,status,lbtot,check_status,hrsp_2xx,hrsp_4xx,hrsp_5xx,hrsp_other,addr,algo,
            cloud.jobs,FRONTEND,,3,4096,9,OPEN,,,0,0,0,0,,,
            light,light-1,1,2,4,7,UP 1/3,7,* L7OK,4,1,0,0,10.89.0.3:8080,,
            light,light-2,0,0,4,0,DOWN,0,L4CON,0,0,0,0,10.89.0.4:8080,,
            light,light-3,0,0,4,0,DRAIN,0,L7OK,0,0,0,0,10.89.0.5:8080,,
            light,light-4,0,0,4,0,MAINT,0,,0,0,0,0,10.89.0.6:8080,,
            light,BACKEND,5,2,410,11,UP,7,,4,1,3,1,,leastconn,

            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state
            3 light 1 light-1 10.89.0.3 2 0
            3 light 2 light-2 10.89.0.4 0 8
            3 light 3 light-3 10.89.0.5 2 12
            3 light 4 light-4 10.89.0.6 0 1

            """;

    private static BalancerServer server(String node) {
        return LiveState.of(OUTPUT).server(LIGHT, NodeName.of(node)).orElseThrow();
    }

    @Test
    void aPodsQueueIsThatOfItsBackendPlusThoseOfItsServers() {
        assertThat(LiveState.of(OUTPUT).traffic())
                .containsExactly(new PodTraffic(LIGHT, Balance.LEAST_BUSY, 2, 6, 11, 3, 9, ""));
    }

    @Test
    void aServerThatLeavesMaintenanceServesAtOnce() {
        assertThat(server("light-1").serving()).isTrue();
        assertThat(server("light-1").running()).isEqualTo(2);
        assertThat(server("light-1").slots()).isEqualTo(4);
    }

    @Test
    void aDrainingServerIsDistinguishedFromADownOne() {
        assertThat(server("light-2").mode()).isEqualTo(Mode.DRAINING);
        assertThat(server("light-2").healthy()).isFalse();
        assertThat(server("light-3").mode()).isEqualTo(Mode.DRAINING);
        assertThat(server("light-3").healthy()).isTrue();
        assertThat(server("light-4").mode()).isEqualTo(Mode.MAINTENANCE);
    }

    @Test
    void requestsThatReturnThroughTheReserveServerCountOnce() {
        LiveState live =
                LiveState.of(
                        """
                        # pxname,svname,qcur,scur,slim,stot,act,hrsp_2xx,hrsp_5xx,algo,
                        cloud.hold.light,FRONTEND,,1,4096,3,,2,0,,
                        light,light-1,0,1,4,5,0,5,0,,
                        light,cloud.hold,0,1,,3,0,2,0,,
                        light,BACKEND,2,6,410,12,0,9,1,roundrobin,

                        """);
        assertThat(live.servers())
                .extracting(BalancerServer::node)
                .containsExactly(NodeName.of("light-1"));
        assertThat(live.traffic())
                .containsExactly(new PodTraffic(LIGHT, Balance.ROUND_ROBIN, 1, 4, 9, 1, 8, ""));
    }

    @Test
    void theOutcomeOfAProbeIsPutInWords() {
        LiveState live =
                LiveState.of(
                        """
                        # pxname,svname,qcur,scur,slim,stot,status,lbtot,check_status,check_code,addr,algo,
                        light,light-1,0,0,4,0,DOWN,0,L7STS,400,10.89.0.3:8080,,
                        light,light-2,0,0,4,0,DOWN,0,* L4CON,,10.89.0.4:8080,,
                        light,light-3,0,4,4,0,DOWN,0,L7TOUT,,10.89.0.5:8080,,
                        light,light-4,0,0,4,0,UP,0,L7OK,200,10.89.0.6:8080,,
                        light,BACKEND,0,4,410,11,UP,7,,,,leastconn,

                        """);
        assertThat(live.servers())
                .extracting(BalancerServer::probe)
                .containsExactly(
                        "it answered HTTP 400",
                        "it refused the connection",
                        BalancerServer.NO_ANSWER,
                        "");
        assertThat(live.servers())
                .extracting(BalancerServer::silent)
                .containsExactly(false, false, true, false);
    }

    @Test
    void requestsOfAnOlderProcessAreCounted() {
        LiveState older = LiveState.of(OUTPUT);
        LiveState both =
                LiveState.of(OUTPUT.replace("light-1,1,2,", "light-1,0,0,"))
                        .plus(List.of(older, older));
        assertThat(both.server(LIGHT, NodeName.of("light-1")).orElseThrow().running()).isEqualTo(4);
        assertThat(both.traffic().getFirst().running()).isEqualTo(4);
        assertThat(older.nothingWaits()).isFalse();
        assertThat(LiveState.of("").nothingWaits()).isTrue();
    }

    @Test
    void olderProcessesAreFoundByTheirNumbers() {
        assertThat(
                        HaproxyProcess.oldWorkers(
                                """
                                #<PID>          <type>          <reloads>       <uptime>        <version>
                                1               master          2               0d00h02m07s     3.0.11
                                # workers
                                31              worker          0               0d00h00m00s     3.0.11
                                # old workers
                                19              worker          1               0d00h00m43s     3.0.11
                                8               worker          2               0d00h01m43s     3.0.11
                                # programs

                                """))
                .containsExactly("19", "8");
    }

    @Test
    void emptyOutputGivesAnEmptyState() {
        assertThat(LiveState.of("").servers()).isEmpty();
        assertThat(LiveState.of("\n\n").traffic()).isEmpty();
    }
}
