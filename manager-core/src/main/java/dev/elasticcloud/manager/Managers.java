package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.Checkup;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.docker.CloudClaim;
import dev.elasticcloud.manager.docker.DockerRuntime;
import dev.elasticcloud.manager.docker.balancer.BalancerPort;
import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import dev.elasticcloud.manager.docker.connection.DockerAccess;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.subnet.HostRoutes;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.doctor.Doctor;
import dev.elasticcloud.manager.doctor.ReportArchive;
import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.evidence.SigningKey;
import dev.elasticcloud.manager.haproxy.HaproxyBalancer;
import dev.elasticcloud.manager.jobs.HttpJobTransport;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.remote.RemoteManager;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.store.SqliteStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates managers: the one place where the engine and its adapters are wired together.
public final class Managers {

    private static final Logger LOG = LoggerFactory.getLogger(Managers.class);

    private Managers() {}

    /// A cloud on the Docker Engine that DOCKER_HOST names, or on the local one.
    public static HostedCloud local(ManagerConfig config) {
        return started(opened -> local(config, ManagerClock.system(), opened));
    }

    /// Starts a manager. If that fails, everything opened for it is closed.
    private static HostedCloud started(Function<Closer, LocalManager> made) {
        Closer opened = new Closer();
        try {
            LocalManager manager = made.apply(opened);
            manager.start();
            return manager;
        } catch (PortException e) {
            opened.close();
            throw new CloudException(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /// Nobody could reach a balancer that listens on another machine's loopback address.
    private static DockerHost dockerHost(ManagerConfig config) {
        DockerHost host = DockerHost.ofThisProcess();
        boolean reachable =
                host.sharesLoopback() || !config.publish().equals(ManagerConfig.LOOPBACK);
        if (!reachable) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "Docker runs on another machine, %s: give the address at which jobs reach the balancer there with --publish"
                            .formatted(host.machine()));
        }
        return host;
    }

    private static LocalManager local(ManagerConfig config, ManagerClock clock, Closer opened) {
        opened.add(CloudLock.take(config.data(), config.cloud(), clock));
        DockerHost dockerHost = opened.add(DockerAccess.to(dockerHost(config))).host();
        DockerEngine engine = opened.add(DockerEngine.at(dockerHost));
        CloudClaim claim = opened.add(CloudOwnership.claim(config, clock, engine));
        SqliteStore store = opened.add(kept(config, clock));
        EventRecorder events = new EventRecorder(store.events(), clock);
        claim.onTakenAgain(
                said -> events.note(CloudEvent.Severity.WARNING, CloudEvent.Kind.MANAGER, said));
        SubnetChoice subnets =
                SubnetChoice.of(
                        config.subnets(), dockerHost.remote() ? List::of : HostRoutes::read);
        DockerRuntime runtime =
                opened.add(
                        DockerRuntime.at(
                                config.cloud(), engine, config.pods(), clock, subnets, claim));
        DockerBalancerHost host =
                opened.add(
                        DockerBalancerHost.at(
                                config.cloud(),
                                dockerHost,
                                config.data().resolve(config.cloud() + "-balancer"),
                                config.balancer(),
                                config.publish(),
                                new BalancerPort(config.port(), config.portMoves()),
                                subnets));
        CloudOwnership.requireOwn(host, config.cloud());
        HaproxyBalancer balancer =
                opened.add(
                        new HaproxyBalancer(
                                host, config.balancer().resolve("haproxy.cfg.mustache"), clock));
        ManagerParts parts =
                new ManagerParts(
                        runtime,
                        balancer,
                        new HttpJobTransport(),
                        new StandardAutoscaler(),
                        store.specs(),
                        store.decisions(),
                        store.events(),
                        store.jobs(),
                        store.usage(),
                        store.health(),
                        store.tokens(),
                        store.audit(),
                        store.evidence(),
                        SigningKey.in(config.data(), config.cloud()),
                        clock,
                        () -> {
                            claim.release();
                            runtime.removeAll();
                            DockerRuntime.Leftovers left = runtime.leftovers();
                            return new HostedCloud.Leftovers(left.containers(), left.networks());
                        });
        return new LocalManager(config.cloud(), parts, PodFolder.readAll(config.pods()), opened);
    }

    /// Opens the cloud's store in the data folder. What was wrong with it becomes an event.
    private static SqliteStore kept(ManagerConfig config, ManagerClock clock) {
        SqliteStore store = SqliteStore.open(config.store(), clock);
        try {
            store.notice()
                    .ifPresent(
                            notice ->
                                    store.events()
                                            .record(
                                                    event(
                                                            CloudEvent.Severity.ERROR,
                                                            notice,
                                                            clock.instant())));
            return store;
        } catch (RuntimeException e) {
            try (store) {
                throw e;
            }
        }
    }

    private static CloudEvent event(CloudEvent.Severity severity, String message, Instant at) {
        return new CloudEvent(0, at, severity, CloudEvent.Kind.MANAGER, null, null, message);
    }

    /// The pods that a folder of pods declares, in the order of their folders' names.
    public static List<PodSpec> declaredPods(Path pods) {
        return PodFolder.readAll(pods);
    }

    /// A cloud in memory, on this machine's clock; it is marked as simulated everywhere.
    public static HostedCloud simulated(ManagerConfig config) {
        return simulated(config, Simulation.PASSING);
    }

    /// A cloud in memory, on this machine's clock; it is marked as simulated everywhere.
    public static HostedCloud simulated(ManagerConfig config, Simulation simulation) {
        ManagerClock clock = ManagerClock.system();
        SimulatedCloud simulated =
                new SimulatedCloud(clock, simulation.pace().timings(), simulation.machine());
        return simulation.keepsStore()
                ? started(opened -> simulatedAndKept(config, simulated, clock, opened))
                : simulated(config, simulated, clock);
    }

    static HostedCloud simulated(
            ManagerConfig config, SimulatedCloud simulated, ManagerClock clock) {
        return started(
                opened -> simulated(config, simulated, clock, SqliteStore.inMemory(clock), opened));
    }

    private static LocalManager simulatedAndKept(
            ManagerConfig config, SimulatedCloud simulated, ManagerClock clock, Closer opened) {
        opened.add(CloudLock.take(config.data(), config.cloud(), clock));
        return simulated(config, simulated, clock, kept(config, clock), opened);
    }

    private static LocalManager simulated(
            ManagerConfig config,
            SimulatedCloud simulation,
            ManagerClock clock,
            SqliteStore store,
            Closer opened) {
        opened.add(store);
        ManagerParts parts =
                new ManagerParts(
                        opened.add(simulation.runtime()),
                        opened.add(simulation.balancer()),
                        simulation.transport(),
                        new StandardAutoscaler(),
                        store.specs(),
                        store.decisions(),
                        store.events(),
                        store.jobs(),
                        store.usage(),
                        store.health(),
                        store.tokens(),
                        store.audit(),
                        store.evidence(),
                        SigningKey.in(config.data(), config.cloud() + "-simulated"),
                        clock,
                        () ->
                                new HostedCloud.Leftovers(
                                        simulation.left()[0], simulation.left()[1]));
        return new LocalManager(config.cloud(), parts, PodFolder.readAll(config.pods()), opened);
    }

    /// A cloud with a remote manager.
    ///
    /// @throws CloudException when nobody answers there, or the token is refused
    public static RemoteCloud connect(URI url, String token) {
        return connect(new Endpoint(url, token));
    }

    /// A cloud with a remote manager.
    ///
    /// @throws CloudException when nobody answers there, or the token is refused
    public static RemoteCloud connect(Endpoint endpoint) {
        return RemoteManager.followed(endpoint, ManagerClock.system());
    }

    /// A cloud with a remote manager, for a few requests: no stream is opened until somebody
    /// subscribes.
    ///
    /// @throws CloudException when nobody answers there, or the token is refused
    public static RemoteCloud ask(Endpoint endpoint) {
        return new RemoteManager(endpoint, ManagerClock.system());
    }

    /// The endpoint of this user's own manager of a cloud, if one is being served.
    public static Optional<Endpoint> endpoint(Path data, String cloud) {
        return new EndpointFile(data, cloud).read();
    }

    /// Opens a cloud to others over HTTP; closing the server leaves the cloud open.
    public static Serving serve(CloudManager cloud, ServeConfig config) {
        return Edge.open(cloud, config);
    }

    /// Examines whether a cloud can run here, or how it does. Nothing is changed.
    ///
    /// @param chosen a manager elsewhere to ask; the one of this machine when absent
    public static Checkup examine(ManagerConfig config, Optional<Endpoint> chosen) {
        Doctor doctor =
                new Doctor(
                        new Doctor.Patient(
                                config.cloud(),
                                config.data(),
                                config.port(),
                                config.portMoves(),
                                config.publish(),
                                config.subnets()),
                        folder -> CloudLock.ifUnheld(folder, config.cloud()),
                        ManagerClock.system());
        List<Finding> findings = new ArrayList<>(doctor.examine(DockerHost::ofThisProcess));
        findings.addAll(ManagerCheck.of(config, chosen));
        return new Checkup(findings, doctor.notes());
    }

    /// Writes a checkup into a ZIP file without secrets.
    public static void writeReport(Path file, Checkup checkup) {
        ReportArchive.write(file, checkup);
    }

    /// The tokens of a cloud on this machine: asked of its manager while one runs, else read from its
    /// store.
    ///
    /// @throws CloudException with [ErrorCode#NOT_FOUND] when there is no such cloud in the folder
    public static Tokens tokens(Path data, String cloud) {
        return LocalTokens.of(data, cloud);
    }
}
