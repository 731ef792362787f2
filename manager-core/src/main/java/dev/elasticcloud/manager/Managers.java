package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.docker.DockerAccess;
import dev.elasticcloud.manager.docker.DockerBalancerHost;
import dev.elasticcloud.manager.docker.DockerHost;
import dev.elasticcloud.manager.docker.DockerRuntime;
import dev.elasticcloud.manager.docker.Leftovers;
import dev.elasticcloud.manager.haproxy.HaproxyBalancer;
import dev.elasticcloud.manager.jobs.HttpJobTransport;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.pods.PodFolder;
import dev.elasticcloud.manager.pods.ScalingGrammar;
import dev.elasticcloud.manager.remote.RemoteManager;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import dev.elasticcloud.manager.simulation.SimulatedCloud;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.store.SqliteStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Makes managers: the one place where the engine meets its adapters.
public final class Managers {

    private static final Logger LOG = LoggerFactory.getLogger(Managers.class);

    private Managers() {}

    /// A cloud on the Docker Engine that DOCKER_HOST names, or on the local one.
    public static HostedCloud local(ManagerConfig config) {
        ManagerClock clock = ManagerClock.system();
        CloudLock lock = CloudLock.take(config.data(), config.cloud());
        try {
            return local(config, clock, lock, DockerAccess.to(dockerHost(config)));
        } catch (PortException e) {
            lock.close();
            throw new CloudException(ErrorCode.UNAVAILABLE, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// A balancer that listens on another machine's loopback could be reached by nobody.
    private static DockerHost dockerHost(ManagerConfig config) {
        DockerHost host = DockerHost.ofThisProcess();
        boolean reachable =
                !host.remote()
                        || !config.publish().equals(ManagerConfig.LOOPBACK)
                        || host.machine().equals(ManagerConfig.LOOPBACK)
                        || host.machine().equals("localhost");
        if (!reachable) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "Docker runs on another machine, %s: say with --publish at which of its addresses jobs reach the balancer"
                            .formatted(host.machine()));
        }
        return host;
    }

    private static HostedCloud local(
            ManagerConfig config, ManagerClock clock, CloudLock lock, DockerAccess docker) {
        try {
            return local(config, clock, lock, docker, docker.host());
        } catch (RuntimeException e) {
            docker.close();
            throw e;
        }
    }

    private static HostedCloud local(
            ManagerConfig config,
            ManagerClock clock,
            CloudLock lock,
            DockerAccess docker,
            DockerHost engine) {
        SqliteStore store = opened(config);
        DockerRuntime runtime = DockerRuntime.at(config.cloud(), engine, config.pods(), clock);
        DockerBalancerHost host =
                DockerBalancerHost.at(
                        config.cloud(),
                        engine,
                        config.data().resolve(config.cloud() + "-balancer"),
                        config.balancer(),
                        config.publish(),
                        config.port());
        requireOwn(host, config.cloud());
        HaproxyBalancer balancer =
                new HaproxyBalancer(host, config.balancer().resolve("haproxy.cfg.mustache"));
        LocalManager.Parts parts =
                new LocalManager.Parts(
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
                        clock,
                        () -> {
                            runtime.removeAll();
                            Leftovers left = runtime.leftovers();
                            return new HostedCloud.Leftovers(left.containers(), left.networks());
                        });
        return new LocalManager(config.cloud(), parts, PodFolder.readAll(config.pods()))
                .closing(lock)
                .closing(docker)
                .closing(store)
                .start();
    }

    /// What was wrong with the store is an event of the new one.
    private static SqliteStore opened(ManagerConfig config) {
        SqliteStore store = SqliteStore.open(config.store());
        store.notice()
                .ifPresent(
                        notice ->
                                store.events()
                                        .record(
                                                new CloudEvent(
                                                        0,
                                                        Instant.now(),
                                                        CloudEvent.Severity.ERROR,
                                                        CloudEvent.Kind.MANAGER,
                                                        null,
                                                        null,
                                                        notice)));
        return store;
    }

    /// The balancer that runs tells which data folder its cloud is managed from.
    private static void requireOwn(DockerBalancerHost host, String cloud) {
        try {
            host.foreignFolder()
                    .ifPresent(
                            folder -> {
                                throw new CloudException(
                                        ErrorCode.CONFLICT,
                                        "Cloud '%s' on this Docker host is managed from the data folder %s: use that folder with --data, or choose another cloud name"
                                                .formatted(cloud, folder));
                            });
        } catch (PortException e) {
            LOG.debug("Whose cloud it is will show when the engine answers", e);
        }
    }

    /// The pod that a folder declares, checked as when it is added to a cloud.
    ///
    /// @throws CloudException with [ErrorCode#INVALID] and the first fault of the folder
    public static PodSpec readPod(Path folder) {
        return PodFolder.read(folder);
    }

    /// How a pod is to be scaled, in the words of `pod.yaml`: `rules`, `up` and `down` as YAML.
    ///
    /// @param from what complaints call the place that the words are from
    /// @param now what holds where nothing is said
    /// @throws CloudException with [ErrorCode#INVALID] and the first fault
    public static Scaling readScaling(String from, String words, Scaling now) {
        return ScalingGrammar.read(from, words, now);
    }

    /// How a pod is scaled, in the same words.
    public static String writtenScaling(Scaling scaling) {
        return ScalingGrammar.written(scaling);
    }

    /// How a pod is scaled, in the same words, as maps, lists, texts and numbers.
    public static Map<String, Object> scalingWords(Scaling scaling) {
        return ScalingGrammar.words(scaling);
    }

    /// A cloud in memory, on the real clock; it says everywhere that it is simulated.
    public static HostedCloud simulated(ManagerConfig config) {
        return simulated(config, SimulatedTimings.LIFELIKE);
    }

    static HostedCloud simulated(ManagerConfig config, SimulatedTimings pace) {
        SqliteStore store = SqliteStore.inMemory();
        return simulated(config, pace, store).closing(store).start();
    }

    /// A simulated cloud in a hurry, which keeps its settings and jobs in the data folder: what the
    /// manager itself takes shows on it, and what it remembers.
    public static HostedCloud simulatedKept(ManagerConfig config) {
        CloudLock lock = CloudLock.take(config.data(), config.cloud());
        try {
            SqliteStore store = opened(config);
            return simulated(config, SimulatedTimings.INSTANT, store)
                    .closing(lock)
                    .closing(store)
                    .start();
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static LocalManager simulated(
            ManagerConfig config, SimulatedTimings pace, SqliteStore store) {
        ManagerClock clock = ManagerClock.system();
        SimulatedCloud simulation = new SimulatedCloud(clock, pace);
        LocalManager.Parts parts =
                new LocalManager.Parts(
                        simulation.runtime(),
                        simulation.balancer(),
                        simulation.transport(),
                        new StandardAutoscaler(),
                        store.specs(),
                        store.decisions(),
                        store.events(),
                        store.jobs(),
                        store.usage(),
                        store.health(),
                        clock,
                        () ->
                                new HostedCloud.Leftovers(
                                        simulation.left()[0], simulation.left()[1]));
        return new LocalManager(config.cloud(), parts, PodFolder.readAll(config.pods()));
    }

    /// A cloud whose manager is elsewhere.
    ///
    /// @throws CloudException when nobody answers there, or the token does not fit
    public static RemoteCloud connect(URI url, String token) {
        return connect(new Endpoint(url, token));
    }

    /// A cloud whose manager is elsewhere.
    ///
    /// @throws CloudException when nobody answers there, or the token does not fit
    public static RemoteCloud connect(Endpoint endpoint) {
        return RemoteManager.followed(endpoint, ManagerClock.system());
    }

    /// A cloud whose manager is elsewhere, for a few questions: nothing is followed until somebody
    /// subscribes.
    ///
    /// @throws CloudException when nobody answers there, or the token does not fit
    public static RemoteCloud ask(Endpoint endpoint) {
        return new RemoteManager(endpoint, ManagerClock.system());
    }

    /// Where this user's own manager of a cloud is reached, if one is served just now.
    public static Optional<Endpoint> endpoint(Path data, String cloud) {
        return new EndpointFile(data, cloud).read();
    }

    /// Opens a cloud to others over HTTP; the cloud stays open when that ends.
    public static Serving serve(CloudManager cloud, ServeConfig config) {
        return Edge.open(cloud, config);
    }

    /// The tokens of a cloud on this machine, whether its manager runs or not.
    public static Tokens tokens(Path data, String cloud) {
        return Edge.tokens(data, cloud);
    }
}
