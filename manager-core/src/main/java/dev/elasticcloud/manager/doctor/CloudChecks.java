package dev.elasticcloud.manager.doctor;

import dev.elasticcloud.manager.api.Finding;
import dev.elasticcloud.manager.docker.ClaimHolder;
import dev.elasticcloud.manager.docker.CloudClaim;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/// Whether a cloud's name, addresses and port are free for it on this engine.
final class CloudChecks {

    private final Doctor.Patient patient;
    private final ClaimHolder own;

    CloudChecks(Doctor.Patient patient, ClaimHolder own) {
        this.patient = patient;
        this.own = own;
    }

    Finding name(DockerEngine engine) {
        String subject = "Cloud's name";
        String cloud = patient.cloud();
        Optional<ClaimHolder> holder = CloudClaim.holder(engine, cloud);
        if (holder.isEmpty()) {
            return Finding.ok(subject, "'%s' is free on this engine".formatted(cloud));
        }
        return own.isSame(holder.get())
                ? Finding.ok(subject, "'%s' is this data folder's".formatted(cloud))
                : Finding.fault(
                        subject,
                        "'%s' is managed from %s on %s"
                                .formatted(cloud, holder.get().folder(), holder.get().machine()),
                        "use that manager, or choose another name with --cloud");
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
        if (port == 0 || facts.runs(new DockerNames(patient.cloud()).balancer())) {
            return Finding.ok(subject, "the balancer has one");
        }
        String where = "%d at %s".formatted(port, patient.publish());
        if (isFree(port)) {
            return Finding.ok(subject, where + " is free");
        }
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

    private boolean isFree(int port) {
        try (ServerSocket probe =
                new ServerSocket(port, 1, InetAddress.getByName(patient.publish()))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
