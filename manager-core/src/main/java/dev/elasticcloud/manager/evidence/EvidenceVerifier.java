package dev.elasticcloud.manager.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.record.PolicySettings;
import dev.elasticcloud.manager.model.record.Verification;
import dev.elasticcloud.manager.spi.HashChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Verifies an archive of evidence: its files against the manifest, the manifest against the
/// signature, every hash of its records, the ledger's sums, and every decision by making it again.
/// It needs no manager.
public final class EvidenceVerifier {

    /// More than owners change a cloud's settings while its chain is kept; all are held in memory.
    private static final int MOST_SETTINGS = 20_000;

    private final ArchiveReader archive;
    private final ModelJson json = new ModelJson();
    private final PartCheck manifestPart = new PartCheck("manifest");
    private final Map<String, Manifest.File> found = new HashMap<>();

    private EvidenceVerifier(ArchiveReader archive) {
        this.archive = archive;
    }

    /// @param pem the cloud's public key as its owner gave it; without it, the key in the file is
    ///     used, which proves that the file is whole but not whose it is
    /// @throws CloudException when the file is not evidence, or the key is not a key
    public static Verification verify(Path file, Optional<String> pem) {
        Optional<PublicKey> key = pem.map(EvidenceVerifier::given);
        try (ArchiveReader archive = ArchiveReader.open(file)) {
            return new EvidenceVerifier(archive).verify(key);
        }
    }

    private static PublicKey given(String pem) {
        try {
            return SigningKey.publicKey(pem);
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    ErrorCode.INVALID,
                    "The given key cannot be used: %s; give what 'cloud evidence key' prints"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private Verification verify(Optional<PublicKey> given) {
        byte[] bytes = archive.small(Manifest.NAME);
        Optional<Manifest> manifest = manifest(bytes);
        Verification.Part signature = signature(bytes, given);
        List<Verification.Part> parts = new ArrayList<>();
        if (manifest.isEmpty()) {
            return new Verification(List.of(manifestPart.outcome(true, ""), signature));
        }
        PartCheck records = new PartCheck("records");
        Map<String, PolicySettings> settings = new HashMap<>();
        long others = settings(records, settings);
        others += lines(records, Manifest.EVENTS) + lines(records, Manifest.HISTORY);
        DecisionCheck decisions = new DecisionCheck(settings);
        SumsCheck sums = new SumsCheck();
        ChainCheck chain = new ChainCheck(manifest.get().chain(), decisions, sums);
        found.put(
                Manifest.CHAIN, archive.lines(Manifest.CHAIN, (number, line) -> chain.line(line)));
        files(manifest.get());
        parts.add(manifestPart.outcome(true, described(manifest.get())));
        parts.add(signature);
        parts.add(chain.outcome());
        parts.add(
                records.outcome(
                        true,
                        "%d records of settings, events and history with their hashes"
                                .formatted(others)));
        parts.add(sums.outcome());
        parts.add(decisions.outcome());
        return new Verification(parts);
    }

    private Optional<Manifest> manifest(byte[] bytes) {
        try {
            Manifest manifest = json.read(bytes, Manifest.class);
            Objects.requireNonNull(manifest.chain().anchor(), "it has no anchor");
            Objects.requireNonNull(manifest.chain().head(), "it has no head");
            manifest.files().forEach(f -> Objects.requireNonNull(f.name(), "a file has no name"));
            if (manifest.format() != Manifest.FORMAT) {
                throw new CloudException(
                        ErrorCode.INVALID,
                        "This evidence has format %d; this program reads format %d"
                                .formatted(manifest.format(), Manifest.FORMAT));
            }
            return Optional.of(manifest);
        } catch (JsonException | NullPointerException e) {
            manifestFault(Manifest.NAME, "it cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void manifestFault(String file, String what) {
        manifestPart.fault(new Verification.Fault(file, 0, "", null, what));
    }

    private static String described(Manifest manifest) {
        long pictures =
                manifest.files().stream()
                        .filter(f -> f.name().startsWith(Manifest.PICTURES))
                        .count();
        return "%d files with their SHA-256: cloud %s (%s), %s to %s, %d pictures"
                .formatted(
                        manifest.files().size(),
                        manifest.cloud(),
                        manifest.runtime(),
                        manifest.from(),
                        manifest.to(),
                        pictures);
    }

    /// Compares each file with what the manifest says of it, and both lists with each other.
    private void files(Manifest manifest) {
        Map<String, Manifest.File> stated = new HashMap<>();
        manifest.files().forEach(file -> stated.put(file.name(), file));
        for (Manifest.File file : manifest.files()) {
            if (!archive.names().contains(file.name())) {
                manifestFault(file.name(), "the manifest lists it, but it is missing");
            } else {
                Manifest.File real =
                        found.computeIfAbsent(file.name(), name -> archive.measured(name));
                if (real.bytes() != file.bytes() || !real.sha256().equals(file.sha256())) {
                    manifestFault(
                            file.name(),
                            "its SHA-256 is %s…, by the manifest it should be another"
                                    .formatted(real.sha256().substring(0, 12)));
                } else if (real.records() != file.records()) {
                    manifestFault(file.name(), "it has another number of records");
                }
            }
        }
        for (String name : archive.names()) {
            boolean about =
                    name.equals(Manifest.NAME)
                            || name.equals(Manifest.SIGNATURE)
                            || name.equals(Manifest.KEY);
            if (!about && !stated.containsKey(name)) {
                manifestFault(name, "the manifest does not list it");
            }
        }
    }

    private Verification.Part signature(byte[] manifest, Optional<PublicKey> given) {
        PartCheck part = new PartCheck("signature");
        byte[] signed = archive.small(Manifest.SIGNATURE);
        Optional<PublicKey> own = ownKey(part);
        Optional<PublicKey> key = given.or(() -> own);
        if (key.isEmpty()) {
            return part.outcome(true, "");
        }
        String shown = SigningKey.fingerprint(key.get()).substring(0, 16);
        if (!SigningKey.isSigned(manifest, signed, key.get())) {
            boolean another = given.isPresent() && !given.equals(own);
            part.fault(
                    new Verification.Fault(
                            another ? Manifest.KEY : Manifest.NAME,
                            0,
                            "",
                            null,
                            another
                                    ? "the file was signed with another key than the given one, %s…"
                                            .formatted(shown)
                                    : "the signature in %s does not belong to it and the key %s…"
                                            .formatted(Manifest.SIGNATURE, shown)));
        }
        return part.outcome(
                true,
                given.isPresent()
                        ? "signed with the given key %s…: whole, and of this cloud".formatted(shown)
                        : "signed with the key %s… that the file itself holds: this proves that it is whole, not whose it is; give --key to prove that"
                                .formatted(shown));
    }

    private Optional<PublicKey> ownKey(PartCheck part) {
        try {
            String pem = new String(archive.small(Manifest.KEY), StandardCharsets.US_ASCII);
            return Optional.of(SigningKey.publicKey(pem));
        } catch (IllegalArgumentException e) {
            part.fault(
                    new Verification.Fault(
                            Manifest.KEY, 0, "", null, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private long settings(PartCheck part, Map<String, PolicySettings> settings) {
        LinesCheck check = new LinesCheck(part, Manifest.SETTINGS, HashChain.START);
        Manifest.File file =
                archive.lines(
                        Manifest.SETTINGS,
                        (number, line) ->
                                check.next(line, record -> named(number, record))
                                        .ifPresent(
                                                record ->
                                                        setting(check, number, record, settings)));
        found.put(Manifest.SETTINGS, file);
        return file.records();
    }

    private void setting(
            LinesCheck check, long number, byte[] record, Map<String, PolicySettings> settings) {
        if (settings.size() == MOST_SETTINGS) {
            check.fault(
                    new LinesCheck.Named(number, "", null),
                    "there are more than %d settings".formatted(MOST_SETTINGS));
            return;
        }
        try {
            settings.put(HashChain.of(record), json.read(record, PolicySettings.class));
        } catch (JsonException e) {
            check.fault(
                    new LinesCheck.Named(number, "", null),
                    "the settings cannot be read: " + e.getMessage());
        }
    }

    private long lines(PartCheck part, String name) {
        LinesCheck check = new LinesCheck(part, name, HashChain.START);
        Manifest.File file =
                archive.lines(
                        name, (number, line) -> check.next(line, record -> named(number, record)));
        found.put(name, file);
        return file.records();
    }

    /// A line's record by what it says of its pod and its time.
    private LinesCheck.Named named(long number, byte[] record) {
        try {
            JsonNode tree = json.tree(record);
            JsonNode point = tree.path("point");
            String pod = tree.path("pod").asText();
            String at = (point.isMissingNode() ? tree : point).path("at").asText();
            return new LinesCheck.Named(number, pod, at.isEmpty() ? null : Instant.parse(at));
        } catch (JsonException | DateTimeException e) {
            return new LinesCheck.Named(number, "", null);
        }
    }
}
