package dev.elasticcloud.manager.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.api.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Whether an engine that answers can carry a cloud: pure findings from what it says of itself.
final class EngineChecks {

    static final String ENGINE = "Docker Engine";

    /// What the pods of this project are made from; the launcher makes it where no registry answers.
    private static final String BASE = "debian:trixie-slim";

    private static final int LEAST = 20;
    private static final int TESTED = 25;
    private static final Set<String> PLAIN_STORAGE = Set.of("vfs", "devicemapper", "aufs");
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);
    private static final long LEAST_MEMORY = 1024L * 1024 * 1024;

    private final JsonNode info;
    private final JsonNode version;
    private final InstantSource clock;

    EngineChecks(EngineFacts facts, InstantSource clock) {
        this.info = facts.info();
        this.version = facts.version();
        this.clock = clock;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(engine());
        findings.add(rights());
        findings.add(limits());
        findings.add(storage());
        findings.add(init());
        findings.add(size());
        findings.add(clocks());
        return findings;
    }

    private Finding engine() {
        String said = version.path("Version").asText("unknown");
        String text = said + ", API " + version.path("ApiVersion").asText("unknown");
        int major = major(said);
        if (major < LEAST) {
            return Finding.fault(ENGINE, text, "update Docker Engine to version 25 or newer");
        }
        return major < TESTED
                ? Finding.warning(
                        ENGINE,
                        text + "; this project is tested with 25 and newer",
                        "update Docker Engine")
                : Finding.ok(ENGINE, text);
    }

    /// Podman and others that speak Docker's language have other numbers.
    private static int major(String version) {
        String digits = version.replaceFirst("^([0-9]{1,4}).*", "$1");
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : TESTED;
    }

    private Finding rights() {
        for (JsonNode option : info.path("SecurityOptions")) {
            if (option.asText().contains("rootless")) {
                return Finding.warning(
                        "Rights",
                        "the engine runs rootless: limits hold only with cgroup v2 and delegation",
                        "see https://docs.docker.com/engine/security/rootless/ for delegation, or use"
                                + " an engine that runs as root");
            }
        }
        return Finding.ok("Rights", "this user may use the engine, which runs as root");
    }

    private Finding limits() {
        String cgroups = "cgroup v" + info.path("CgroupVersion").asText("1");
        List<String> missing = new ArrayList<>();
        if (!info.path("MemoryLimit").asBoolean()) {
            missing.add("memory");
        }
        if (!info.path("CpuCfsQuota").asBoolean()) {
            missing.add("processors");
        }
        if (!info.path("PidsLimit").asBoolean()) {
            missing.add("processes");
        }
        if (!missing.isEmpty()) {
            return Finding.fault(
                    "Limits",
                    "%s; the engine cannot limit %s, which every node is"
                            .formatted(cgroups, String.join(", ", missing)),
                    "start the Docker host with cgroup v2, or enable these controllers of cgroup v1");
        }
        return cgroups.endsWith("2")
                ? Finding.ok("Limits", cgroups + "; processors, memory and processes")
                : Finding.warning(
                        "Limits",
                        cgroups + ": memory shown of a node is less exact",
                        "start the Docker host with cgroup v2: systemd.unified_cgroup_hierarchy=1");
    }

    private Finding storage() {
        String driver = info.path("Driver").asText("unknown");
        return PLAIN_STORAGE.contains(driver)
                ? Finding.warning(
                        "Storage",
                        driver + " copies whole images or is no longer cared for: starts are slow",
                        "use overlay2: see https://docs.docker.com/engine/storage/drivers/")
                : Finding.ok("Storage", driver);
    }

    private Finding init() {
        String program = info.path("InitBinary").asText("");
        return program.isEmpty() || info.path("InitCommit").path("ID").asText("").equals("N/A")
                ? Finding.warning(
                        "Init process",
                        "the engine has no docker-init: processes that a node's program leaves behind"
                                + " fill its limit",
                        "install tini (Debian: apt-get install tini), then restart Docker")
                : Finding.ok("Init process", program);
    }

    private Finding size() {
        long memory = info.path("MemTotal").asLong();
        String text =
                "%d processors, %d MB of memory"
                        .formatted(info.path("NCPU").asInt(), memory / (1024 * 1024));
        return memory < LEAST_MEMORY
                ? Finding.warning("Host", text, "give the Docker host at least 1 GB of memory")
                : Finding.ok("Host", text);
    }

    private Finding clocks() {
        Instant there;
        try {
            there = OffsetDateTime.parse(info.path("SystemTime").asText()).toInstant();
        } catch (DateTimeParseException e) {
            return Finding.warning(
                    "Docker host's clock",
                    "the engine does not tell its time",
                    "see 'docker info'");
        }
        Duration apart = Duration.between(there, clock.instant()).abs();
        return apart.compareTo(CLOCKS_APART) > 0
                ? Finding.warning(
                        "Docker host's clock",
                        "differs from this machine's by %d s: times in logs and events do not fit"
                                .formatted(apart.toSeconds()),
                        "set both by NTP: timedatectl set-ntp true; restart Docker Desktop after sleep")
                : Finding.ok("Docker host's clock", "agrees with this machine's");
    }

    static Finding baseImage(EngineFacts facts) {
        return facts.hasImage(BASE)
                ? Finding.ok("Images", BASE + " is there")
                : Finding.warning(
                        "Images",
                        BASE + ", which the pods are made from, is not there and must be pulled",
                        "docker pull " + BASE + ", or let 'cloud serve --yes' make it");
    }
}
