package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.docker.ClaimHolder;
import dev.elasticcloud.manager.docker.CloudClaim;
import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes sure that a cloud has one manager on its engine, and one data folder.
final class CloudOwnership {

    private static final Logger LOG = LoggerFactory.getLogger(CloudOwnership.class);

    private CloudOwnership() {}

    /// The claim on the cloud's name, taken before anything is done. While the engine does not answer
    /// it is not taken; the runtime then takes it before it reads anything.
    static CloudClaim claim(ManagerConfig config, ManagerClock clock, DockerEngine engine) {
        CloudClaim claim =
                CloudClaim.at(
                        config.cloud(),
                        engine,
                        ClaimHolder.ofThisMachine(config.data(), config.cloud()),
                        folder -> CloudLock.ifFree(folder, config.cloud(), clock));
        try {
            claim.refusal()
                    .ifPresent(
                            why -> {
                                throw new CloudException(ErrorCode.CONFLICT, why);
                            });
            return claim;
        } catch (PortException e) {
            LOG.debug("Whose cloud it is will show when the engine answers", e);
            return claim;
        } catch (RuntimeException e) {
            try (claim) {
                throw e;
            }
        }
    }

    /// The running balancer shows which data folder its cloud is managed from.
    static void requireOwn(DockerBalancerHost host, String cloud) {
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
            LOG.debug("Which data folder manages this cloud is checked once the engine answers", e);
        }
    }
}
