package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.BalancerReport.Row;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatReportTest {

    private static final List<Row> ROWS =
            StatReport.rows(
                    """
                    # pxname,svname,qcur,scur,slim,stot,econ,eresp,wretr,status,lastchg,rate,check_status,check_duration,hrsp_5xx,ttime,addr,
                    cloud.jobs,FRONTEND,,3,4096,9,,,,OPEN,,2,,,0,,,
                    light,light-1,1,2,4,7,1,2,3,UP,61,5,* L7OK,4,1,120,10.89.0.3:8080,
                    light,light-2,0,0,4,0,0,0,0,DOWN,2,0,L4CON,0,0,0,10.89.0.4:8080,
                    light,cloud.hold,0,0,,0,0,0,0,UP,61,0,,,0,0,,
                    light,BACKEND,5,2,410,11,1,2,3,UP,61,5,,,1,118,,

                    """);

    @Test
    void aBackendComesBeforeItsServersAndTheBalancersOwnPartsAreLeftOut() {
        assertThat(ROWS).extracting(Row::server).containsExactly("", "light-1", "light-2");
        assertThat(ROWS.getFirst().isBackend()).isTrue();
        assertThat(ROWS.getFirst().queued()).isEqualTo(5);
    }

    @Test
    void aServersFailuresOfAllKindsAddUp() {
        Row one = ROWS.get(1);
        assertThat(one.errors()).isEqualTo(4);
        assertThat(one.retries()).isEqualTo(3);
        assertThat(one.since()).isEqualTo(Duration.ofSeconds(61));
        assertThat(one.check()).isEqualTo("L7OK");
        assertThat(one.responseMillis()).hasValue(120);
    }

    @Test
    void aServerWithoutRequestsHasNoResponseTime() {
        assertThat(ROWS.get(2).responseMillis()).isEqualTo(OptionalDouble.empty());
        assertThat(ROWS.get(2).check()).isEqualTo("L4CON");
    }
}
