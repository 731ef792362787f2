package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import dev.elasticcloud.manager.spi.PortException;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What engines answer when something of the Docker host is not as it should be, in their own words,
/// and what the user then reads.
class EngineRefusalTest {

    private static final DockerHost HOST = DockerHost.at(URI.create("unix:///run/docker.sock"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    client version 1.40 is too old. Minimum supported API version is 1.44 | update Elastic Cloud Console, or unset DOCKER_API_VERSION
                    client version 1.52 is too new. Maximum supported API version is 1.41 | update Docker Engine to version 25
                    Ports are not available: exposing port TCP 127.0.0.1:8088 -> 0.0.0.0:0: listen tcp 127.0.0.1:8088: bind: An attempt was made to access a socket in a way forbidden | --port
                    Error starting userland proxy: listen tcp4 127.0.0.1:8088: bind: address already in use | --port
                    Address already in use | docker network inspect
                    failed to set up container networking: Address already in use | docker network inspect
                    Your kernel does not support pids limit capabilities or the cgroup is not mounted. PIDs limit discarded. | cgroup v2
                    cgroups: cgroup mountpoint does not exist: unknown | cgroup v2
                    driver failed programming external connectivity on endpoint x: Bind for 127.0.0.1:8088 failed: port is already allocated | --port
                    failed to bind host port 127.0.0.1:8088/tcp: address already in use | --port
                    invalid mount config for type "bind": bind source path does not exist: /snap/x | --data
                    Mounts denied: The path /srv/data is not shared from the host and is not known to Docker. | --data
                    write /var/lib/docker/tmp/x: no space left on device | docker system df
                    all predefined address pools have been fully subnetted | --subnets
                    could not find an available, non-overlapping IPv4 address pool among the defaults | --subnets
                    iptables failed: iptables --wait -t nat -A DOCKER: No chain/target/match by that name. | restart Docker
                    NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup is not mounted | cgroup v2
                    toomanyrequests: You have reached your pull rate limit. | docker login
                    pull access denied for nothing/here, repository does not exist or may require 'docker login' | spelled right
                    manifest for debian:tixie not found: manifest unknown: manifest unknown | spelled right
                    Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host | proxy
                    Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout | proxy
                    exec /usr/bin/python3: exec format error | another kind of processor
                    no matching manifest for linux/arm64/v8 in the manifest list entries | another kind of processor
                    authorization denied by plugin opa: not here | administers Docker
                    """)
    void eachReasonOfTheEngineComesWithItsCure(String reason, String cure) {
        PortException told = told(new InternalServerErrorException(reason));

        assertThat(told)
                .hasMessageStartingWith("Docker could not start node light-1: ")
                .hasMessageMatching(
                        "(?s).*" + Pattern.quote(reason) + ".*" + Pattern.quote(cure) + ".*");
        assertThat(told.isUnreachable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Bind for 127.0.0.1:8088 failed: port is already allocated | PORT_TAKEN
                    Ports are not available: listen tcp 127.0.0.1:8088: bind: forbidden | PORT_TAKEN
                    failed to bind host port 127.0.0.1:8088/tcp: address already in use | PORT_TAKEN
                    listen tcp4 0.0.0.0:80: bind: address already in use | PORT_TAKEN
                    Address already in use | REFUSED
                    no space left on device | REFUSED
                    """)
    void onlyATakenPortIsToldAsOne(String reason, PortException.Kind kind) {
        assertThat(told(new InternalServerErrorException(reason)).kind()).isEqualTo(kind);
    }

    @Test
    void theCureIsAFieldAndNeverAPartOfWhatTheEngineSays() {
        PortException known = told(new InternalServerErrorException("no space left on device"));
        assertThat(known.problem())
                .isEqualTo("Docker could not start node light-1: no space left on device");
        assertThat(known.cure()).startsWith("make room");
        assertThat(known).hasMessage(known.problem() + "; " + known.cure());

        PortException unknown = told(new BadRequestException("a: b; c"));
        assertThat(unknown).hasMessage("Docker could not start node light-1: a: b; c");
        assertThat(unknown.problem()).isEqualTo(unknown.getMessage());
        assertThat(unknown.cure()).isEmpty();
    }

    @Test
    void aNameWithTheWordIsNoMissingControlGroup() {
        assertThat(told(new BadRequestException("No such image: cgroup-exporter:1")).cure())
                .isEmpty();
    }

    @Test
    void anotherReasonIsToldAsItIs() {
        assertThat(told(new BadRequestException("{\"message\":\"page not found\"}")))
                .hasMessage("Docker could not start node light-1: page not found");
    }

    private static PortException told(DockerException refusal) {
        return EngineFailure.translate("start node light-1", refusal, HOST);
    }
}
