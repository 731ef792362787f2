package dev.elasticcloud.manager.model.record;

import java.time.Instant;
import java.util.List;

/// What evidence to write: of which time, and which pictures the caller adds to it.
public record EvidenceQuery(Instant from, Instant to, List<Picture> pictures) {

    public static final int MOST_PICTURES = 40;
    public static final long MOST_PICTURE_BYTES = 16L * 1024 * 1024;

    public EvidenceQuery {
        pictures = List.copyOf(pictures);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "The range from %s to %s is empty: its end must be after its beginning"
                            .formatted(from, to));
        }
        if (pictures.size() > MOST_PICTURES) {
            throw new IllegalArgumentException(
                    "Evidence takes at most %d pictures, not %d"
                            .formatted(MOST_PICTURES, pictures.size()));
        }
        if (pictures.stream().map(Picture::name).distinct().count() < pictures.size()) {
            throw new IllegalArgumentException("Each picture needs a name of its own");
        }
    }

    public EvidenceQuery(Instant from, Instant to) {
        this(from, to, List.of());
    }

    /// A PNG file that the caller adds; the manager signs its hash without having seen it.
    public record Picture(String name, long bytes, String sha256) {
        public Picture {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,80}\\.png")) {
                throw new IllegalArgumentException(
                        "'%s' is not a picture's name: use letters, digits, '.', '_' and '-', and end it with .png"
                                .formatted(name.replaceAll("\\p{Cntrl}", "?")));
            }
            if (bytes < 1 || bytes > MOST_PICTURE_BYTES) {
                throw new IllegalArgumentException(
                        "Picture %s has %d bytes; it may have 1 to %d"
                                .formatted(name, bytes, MOST_PICTURE_BYTES));
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "Picture %s: a SHA-256 has 64 hexadecimal digits".formatted(name));
            }
        }
    }
}
