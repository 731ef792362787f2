package dev.elasticcloud.manager;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks a cloud's manager how it is, as commands and the console would.
final class ManagerCheck {

    private static final String MANAGER = "Manager";

    private ManagerCheck() {}

    /// @param chosen a manager elsewhere; the one of this machine when absent
    static List<Finding> of(ManagerConfig config, Optional<Endpoint> chosen) {
        try {
            Optional<Endpoint> endpoint =
                    chosen.or(() -> new EndpointFile(config.data(), config.cloud()).read());
            return endpoint.map(at -> asked(at, chosen.isEmpty()))
                    .orElseGet(
                            () ->
                                    List.of(
                                            Finding.ok(
                                                    MANAGER,
                                                    "none runs here for cloud '%s'; 'cloud serve' starts one"
                                                            .formatted(config.cloud()))));
        } catch (CloudException e) {
            return List.of(
                    Finding.fault(MANAGER, e.text(), "start the manager again with 'cloud serve'"));
        }
    }

    private static List<Finding> asked(Endpoint endpoint, boolean here) {
        try (RemoteCloud cloud = Managers.ask(endpoint)) {
            CloudSnapshot now = cloud.snapshot();
            List<Finding> findings = new ArrayList<>();
            findings.add(
                    Finding.ok(
                            MANAGER,
                            "cloud '%s' answers at %s, with %d pods"
                                    .formatted(now.cloud(), endpoint.url(), now.pods().size())));
            if (!now.engine().reachable()) {
                findings.add(
                        Finding.fault(
                                MANAGER,
                                "its engine cannot be used: " + now.engine().detail(),
                                "see the lines about Docker Engine"));
            }
            for (Problem problem : now.problems()) {
                findings.add(
                        Finding.warning(
                                MANAGER,
                                problem.text(),
                                "see 'cloud events' and 'cloud pod show POD' for more"));
            }
            return findings;
        } catch (CloudException e) {
            boolean leftOver = here && e.code() == ErrorCode.UNAVAILABLE;
            return List.of(
                    leftOver
                            ? Finding.warning(
                                    MANAGER,
                                    "none answers at %s, where one was: it was killed, or is stuck"
                                            .formatted(endpoint.url()),
                                    "start it again with 'cloud serve'")
                            : Finding.fault(
                                    MANAGER,
                                    e.text(),
                                    "see that the address, the token and the certificate are right and"
                                            + " that the manager runs"));
        }
    }
}
