package dev.elasticcloud.manager.evidence;

import java.time.Instant;
import java.util.List;

/// What an archive of evidence contains; the cloud's key signs its bytes.
///
/// @param format the version of the archive's format
/// @param policy the version of the policy code of the manager that wrote it
/// @param runtime `docker`, or `simulated` for a made-up cloud
/// @param hosts the names of the machines that nodes ran on
/// @param key the SHA-256 of the public key
record Manifest(
        int format,
        int policy,
        String java,
        String cloud,
        String runtime,
        List<String> hosts,
        Instant created,
        Instant from,
        Instant to,
        String key,
        Chain chain,
        List<File> files) {

    static final int FORMAT = 1;

    static final String NAME = "manifest.json";
    static final String SIGNATURE = "manifest.sig";
    static final String KEY = "key.pem";
    static final String CHAIN = "chain.jsonl";
    static final String SETTINGS = "settings.jsonl";
    static final String EVENTS = "events.jsonl";
    static final String HISTORY = "history.jsonl";
    static final String PICTURES = "pictures/";

    Manifest {
        hosts = List.copyOf(hosts);
        files = List.copyOf(files);
    }

    /// The part of the cloud's chain in the archive.
    ///
    /// @param anchor the hash before the first record
    /// @param head the hash of the last record
    record Chain(long first, long last, String anchor, String head) {}

    /// A file of the archive.
    ///
    /// @param records its lines; 0 for a picture
    record File(String name, long bytes, long records, String sha256) {}
}
