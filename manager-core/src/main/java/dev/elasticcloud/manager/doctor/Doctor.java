package dev.elasticcloud.manager.doctor;

import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.docker.ClaimHolder;
import dev.elasticcloud.manager.docker.CloudClaim;
import dev.elasticcloud.manager.docker.connection.DockerAccess;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.subnet.HostRoutes;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Examines all that a cloud needs and tells each with its cure. What cannot be examined is a
/// finding itself, and what depends on it is left out.
public final class Doctor {

    private final Patient patient;
    private final Function<Path, Optional<AutoCloseable>> locks;
    private final InstantSource clock;
    private final Map<String, String> notes = new LinkedHashMap<>();

    /// The cloud that is to run here.
    ///
    /// @param port where jobs are to reach the balancer
    /// @param portMoves whether one of the next ports would do
    /// @param subnets ranges of addresses that the owner chose; empty for the usual ones
    public record Patient(
            String cloud, Path data, int port, boolean portMoves, String publish, String subnets) {}

    /// @param locks tells whether a manager holds the cloud's lock in another data folder of this
    ///     machine, then it is empty; must leave that folder as it is
    public Doctor(
            Patient patient, Function<Path, Optional<AutoCloseable>> locks, InstantSource clock) {
        this.patient = patient;
        this.locks = locks;
        this.clock = clock;
    }

    /// Everything that was found, the machine first.
    ///
    /// @param docker chooses the Docker host
    public List<Finding> examine(Supplier<DockerHost> docker) {
        List<Finding> findings = new ArrayList<>();
        MachineChecks machine = new MachineChecks(patient, clock);
        findings.add(machine.java());
        findings.add(machine.clock());
        findings.addAll(machine.dataFolder());
        findings.addAll(engine(docker));
        return findings;
    }

    /// What the findings were made from, for a report: each with the name of its file.
    public Map<String, String> notes() {
        return Map.copyOf(notes);
    }

    private List<Finding> engine(Supplier<DockerHost> docker) {
        List<Finding> findings = new ArrayList<>();
        try (DockerAccess access = DockerAccess.to(docker.get());
                DockerEngine engine = DockerEngine.at(access.host())) {
            EngineFacts facts = EngineFacts.read(engine);
            notes.put("docker-info.json", facts.info().toPrettyString());
            notes.put("docker-version.json", facts.version().toPrettyString());
            notes.put("docker-networks.json", facts.networks().toPrettyString());
            findings.addAll(new EngineChecks(facts, clock).all());
            findings.add(EngineChecks.baseImage(facts));
            findings.addAll(cloud(engine, access.host(), facts));
        } catch (PortException e) {
            findings.add(refused(EngineChecks.ENGINE, e, "see 'docker info'"));
        }
        return findings;
    }

    /// @param otherwise what to do where the failure does not say it
    static Finding refused(String subject, PortException e, String otherwise) {
        return Finding.fault(subject, e.problem(), e.cure().isEmpty() ? otherwise : e.cure());
    }

    private List<Finding> cloud(DockerEngine engine, DockerHost host, EngineFacts facts) {
        SubnetChoice subnets =
                SubnetChoice.of(patient.subnets(), host.remote() ? List::of : HostRoutes::read);
        CloudChecks checks = new CloudChecks(patient);
        List<Finding> findings = new ArrayList<>();
        findings.add(name(engine));
        findings.add(checks.subnets(subnets, facts));
        if (host.sharesLoopback()) {
            findings.add(checks.port(facts));
        }
        return findings;
    }

    private Finding name(DockerEngine engine) {
        ClaimHolder own;
        try {
            own = ClaimHolder.seenOnThisMachine(patient.data(), patient.cloud());
        } catch (PortException e) {
            return refused(MachineChecks.DATA, e, "choose another with --data");
        }
        try {
            CloudClaim.Verdict verdict = CloudClaim.verdict(patient.cloud(), engine, own, locks);
            return CloudChecks.name(patient.cloud(), verdict);
        } catch (PortException e) {
            return refused(CloudChecks.NAME, e, "see 'docker info'");
        }
    }
}
