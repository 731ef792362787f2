package dev.elasticcloud.manager.doctor;

import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.docker.ClaimHolder;
import dev.elasticcloud.manager.docker.CloudClaim;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.balancer.LocalPort;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;

/// Whether a cloud's name, addresses and port are free for it on this engine.
final class CloudChecks {

    static final String NAME = "Cloud's name";

    private final Doctor.Patient patient;

    CloudChecks(Doctor.Patient patient) {
        this.patient = patient;
    }

    /// Whether a manager of this data folder gets the name.
    static Finding name(String cloud, CloudClaim.Verdict verdict) {
        String folder = verdict.holder().map(ClaimHolder::folder).orElse("");
        return switch (verdict.standing()) {
            case FREE -> Finding.ok(NAME, "'%s' is free on this engine".formatted(cloud));
            case OWN -> Finding.ok(NAME, "'%s' is this data folder's".formatted(cloud));
            case LEFT_OVER ->
                    Finding.ok(
                            NAME,
                            "'%s' was left over by a manager of %s and will be taken over"
                                    .formatted(cloud, folder));
            case TAKEN ->
                    Finding.fault(
                            NAME,
                            "'%s' is managed from %s on %s"
                                    .formatted(
                                            cloud,
                                            folder,
                                            verdict.holder()
                                                    .map(ClaimHolder::machine)
                                                    .orElse("an unknown machine")),
                            "use that manager, or choose another name with --cloud");
        };
    }

    Finding subnets(SubnetChoice subnets, EngineFacts facts) {
        String subject = "Subnets";
        return subnets.free(facts.subnets(), 0)
                .map(free -> Finding.ok(subject, free + " is the next free one"))
                .orElseGet(
                        () ->
                                Finding.fault(
                                        subject,
                                        "every range is used by Docker's networks or this host's routes",
                                        "remove unused networks with 'docker network prune', or choose"
                                                + " other addresses with --subnets"));
    }

    Finding port(EngineFacts facts) {
        String subject = "Port for jobs";
        int port = patient.port();
        if (facts.runs(new DockerNames(patient.cloud()).balancer())) {
            return Finding.ok(subject, "the balancer has one");
        }
        if (port == 0) {
            return Finding.ok(subject, "any free one");
        }
        String where = "%d at %s".formatted(port, patient.publish());
        LocalPort tried = LocalPort.tried(patient.publish(), port);
        return switch (tried.state()) {
            case FREE -> Finding.ok(subject, where + " is free");
            case UNKNOWN ->
                    Finding.warning(
                            subject,
                            "%s cannot be tried from here: %s".formatted(where, tried.why()),
                            "see that the Docker host has this address, or choose others with"
                                    + " --publish and --port");
            case TAKEN -> taken(subject, where);
        };
    }

    private Finding taken(String subject, String where) {
        return patient.portMoves()
                ? Finding.warning(
                        subject,
                        where + " is taken by another program, so one of the next will be used",
                        "choose one with --port if it must stay the same")
                : Finding.fault(
                        subject,
                        where + " is taken by another program",
                        "stop that program, or choose another port with --port");
    }
}
