package dev.elasticcloud.manager.model;

/// The name of a machine that nodes run on, as its engine gives it.
public record HostName(String value) implements Comparable<HostName> {

    /// The only host of a runtime that does not distinguish hosts.
    public static final HostName LOCAL = new HostName("local");

    private static final int LONGEST = 253;

    public HostName {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "'%s' is not a host name: use letters, digits, '.', '-' and '_'"
                            .formatted(value.replaceAll("\\p{Cntrl}", "?")));
        }
    }

    public static HostName of(String value) {
        return new HostName(value);
    }

    /// The valid name nearest to the engine's own name for itself.
    public static HostName near(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        return plain.isEmpty()
                ? LOCAL
                : new HostName(plain.substring(0, Math.min(plain.length(), LONGEST)));
    }

    @Override
    public int compareTo(HostName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
