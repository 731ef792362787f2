package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class CloudClaimTest {

    private static final Function<Path, Optional<AutoCloseable>> HELD = folder -> Optional.empty();
    private static final Function<Path, Optional<AutoCloseable>> FREE =
            folder -> Optional.of(() -> {});

    private final String cloud = RealPods.freshCloud();
    private final DockerNames names = new DockerNames(cloud);
    private final DockerHost host = DockerHost.ofThisProcess();
    private final DockerEngine engine = DockerEngine.at(host);
    private final DockerVolumes volumes = new DockerVolumes(engine, names);
    private final DockerNetworks networks = new DockerNetworks(engine, names);
    private final List<CloudClaim> opened = new ArrayList<>();

    @TempDir Path data;

    @AfterEach
    void nothingIsLeft() {
        try (engine) {
            opened.forEach(CloudClaim::close);
            networks.ofCloud().forEach(network -> networks.remove(network.getName()));
            volumes.ofCloud().forEach(volumes::remove);
        }
    }

    private CloudClaim claim(ClaimHolder holder, Function<Path, Optional<AutoCloseable>> locks) {
        CloudClaim claim = CloudClaim.at(cloud, engine, holder, locks);
        opened.add(claim);
        return claim;
    }

    private ClaimHolder folder(String name) {
        return ClaimHolder.ofThisMachine(data.resolve(name), cloud);
    }

    /// How many of some managers that start at one moment get the name.
    private int startedTogether(int many) throws Exception {
        CyclicBarrier start = new CyclicBarrier(many);
        List<Future<Optional<String>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                CloudClaim each = claim(folder("manager-" + i), HELD);
                answers.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return each.refusal();
                                }));
            }
        }
        int got = 0;
        for (Future<Optional<String>> answer : answers) {
            got += answer.get().isEmpty() ? 1 : 0;
        }
        return got;
    }

    @Test
    void ofManyManagersThatStartAtOneMomentExactlyOneGetsTheName() throws Exception {
        assertThat(startedTogether(8)).isEqualTo(1);
    }

    @Test
    void whoIsRefusedReadsWhoHasItAndWhatToDo() {
        claim(folder("first"), HELD).require();

        assertThat(claim(folder("second"), HELD).refusal())
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains(
                                                data.resolve("first").toString(),
                                                "--data",
                                                "--cloud",
                                                "docker volume rm ec-" + cloud + "-claim"));
    }

    @Test
    void aManagerElsewhereIsNamedByItsMachine() {
        claim(new ClaimHolder("1", "ada (7)", "/home/ada/data"), HELD).require();

        assertThat(claim(folder("mine"), FREE).refusal())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("ada (7)", "/home/ada/data", "--url"));
    }

    @Test
    void theSameFolderGetsItAgainAndSoDoesAContainerWhoseMachineHasANewName() {
        claim(folder("first"), HELD).require();
        claim(folder("first"), HELD).require();

        ClaimHolder moved = new ClaimHolder(folder("first").id(), "another name", "/data");
        assertThat(claim(moved, HELD).refusal()).isEmpty();
        ClaimHolder copy =
                new ClaimHolder(folder("first").id(), folder("first").machine(), "/copy");
        assertThat(claim(copy, HELD).refusal()).isPresent();
    }

    @Test
    void aClaimThatNobodyHoldsAndThatProtectsNothingIsTakenOver() {
        CloudClaim first = claim(folder("first"), HELD);
        first.require();

        assertThat(claim(folder("second"), FREE).refusal()).isEmpty();
        assertThat(first.refusal()).isPresent();
    }

    @Test
    void aClaimIsNotTakenOverWhileTheEngineHasSomethingOfTheCloud() {
        CloudClaim first = claim(folder("first"), HELD);
        first.require();
        networks.create(names.edgeNetwork(), names.ofBalancer(), false);

        assertThat(claim(folder("second"), FREE).refusal()).isPresent();
        first.close();
        assertThat(volumes.ofCloud()).isNotEmpty();
    }

    @Test
    void aManagerThatEndsWithNothingOnTheEngineGivesTheNameBack() {
        CloudClaim first = claim(folder("first"), HELD);
        first.require();
        first.close();

        assertThat(volumes.ofCloud()).isEmpty();
        assertThat(claim(folder("second"), HELD).refusal()).isEmpty();
    }

    @Test
    void aClaimThatWasPrunedIsTakenAgainAndAManagerThatLostItReadsNothing() throws Exception {
        CloudClaim first = claim(folder("first"), HELD);
        first.require();
        volumes.ofCloud().forEach(volumes::remove);
        first.require();
        assertThat(volumes.ofCloud()).hasSize(1);

        volumes.ofCloud().forEach(volumes::remove);
        claim(folder("second"), HELD).require();
        try (DockerRuntime loser =
                DockerRuntime.at(
                        cloud,
                        engine,
                        RealPods.POD_DOCKERFILES,
                        ManagerClock.system(),
                        SubnetChoice.usual(),
                        first)) {
            assertThatThrownBy(() -> loser.observe(List.of()))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.isUnreachable()).isFalse())
                    .hasMessageContaining(data.resolve("second").toString());
        }
    }

    @Test
    void theClaimIsAVolumeOfTheCloud() {
        claim(folder("first"), HELD).require();

        assertThat(engine.commands().inspectVolumeCmd("ec-" + cloud + "-claim").exec().getLabels())
                .containsEntry(DockerNames.CLOUD, cloud);
        assertThatThrownBy(
                        () -> engine.commands().inspectVolumeCmd("ec-" + cloud + "x-claim").exec())
                .isInstanceOf(NotFoundException.class);
    }

    private ClaimHolder leftByAGoneFolder() {
        ClaimHolder gone =
                new ClaimHolder("0", folder("x").machine(), data.resolve("gone").toString());
        claim(gone, HELD).require();
        return gone;
    }

    @Test
    void aClaimThatARivalRemovedAfterItWasTakenOverIsNotHeld() {
        leftByAGoneFolder();
        CloudClaim rival = claim(folder("rival"), HELD);
        AtomicBoolean late = new AtomicBoolean(true);
        Runnable pause =
                () -> {
                    // the rival saw the same left-over claim and removes what it believes to be it
                    if (late.getAndSet(false)) {
                        volumes.ofCloud().forEach(volumes::remove);
                        rival.require();
                    }
                };

        CloudClaim own = new CloudClaim(engine, names, folder("mine"), HELD, pause);
        assertThat(own.refusal())
                .hasValueSatisfying(
                        why -> assertThat(why).contains(data.resolve("rival").toString()));
    }

    @Test
    void ofManyManagersThatTakeOverAGoneFoldersClaimExactlyOneGetsTheName() throws Exception {
        leftByAGoneFolder();
        assertThat(startedTogether(6)).isEqualTo(1);
    }

    private CloudClaim.Standing standing(
            ClaimHolder asking, Function<Path, Optional<AutoCloseable>> locks) {
        return CloudClaim.verdict(cloud, engine, asking, locks).standing();
    }

    @Test
    void theVerdictIsWhatAskingForTheNameLeadsToAndChangesNothing() {
        assertThat(standing(folder("second"), FREE)).isEqualTo(CloudClaim.Standing.FREE);
        assertThat(volumes.ofCloud()).isEmpty();

        claim(folder("first"), HELD).require();
        assertThat(standing(folder("first"), HELD)).isEqualTo(CloudClaim.Standing.OWN);
        assertThat(standing(folder("second"), HELD)).isEqualTo(CloudClaim.Standing.TAKEN);
        assertThat(standing(folder("second"), FREE)).isEqualTo(CloudClaim.Standing.LEFT_OVER);
        assertThat(standing(folder("first"), HELD)).isEqualTo(CloudClaim.Standing.OWN);

        networks.create(names.edgeNetwork(), names.ofBalancer(), false);
        assertThat(standing(folder("second"), FREE)).isEqualTo(CloudClaim.Standing.TAKEN);
    }

    @Test
    void aClaimThatSomebodyRemovedIsTakenAgainAndToldOnce() {
        List<String> told = new ArrayList<>();
        CloudClaim claim = claim(folder("first"), HELD);
        claim.onTakenAgain(told::add);
        claim.require();
        assertThat(told).isEmpty();

        volumes.remove(names.claim());
        claim.require();
        claim.require();

        assertThat(volumes.ofCloud()).containsExactly(names.claim());
        assertThat(told)
                .containsExactly(
                        "Somebody removed volume %s, which claims the cloud's name on this Docker host; it was created again"
                                .formatted(names.claim()));
    }

    @Test
    void whoIsToldOfALostClaimMayTakeItsTime() {
        AtomicBoolean locked = new AtomicBoolean();
        CloudClaim claim = claim(folder("first"), HELD);
        claim.onTakenAgain(said -> locked.set(Thread.holdsLock(claim)));
        claim.require();

        volumes.remove(names.claim());
        claim.require();

        assertThat(locked).as("the claim is locked meanwhile").isFalse();
    }

    @Test
    void aClaimThatItsOwnManagerReleasedIsNeitherToldNorTakenAgain() {
        List<String> told = new ArrayList<>();
        CloudClaim claim = claim(folder("first"), HELD);
        claim.onTakenAgain(told::add);
        claim.require();

        claim.release();
        volumes.remove(names.claim());

        assertThatThrownBy(claim::require).hasMessageContaining("was removed");
        assertThat(volumes.ofCloud()).isEmpty();
        assertThat(told).isEmpty();
    }
}
