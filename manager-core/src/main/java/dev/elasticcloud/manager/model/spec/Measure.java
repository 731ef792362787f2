package dev.elasticcloud.manager.model.spec;

/// Which usage of a node is measured, as a share of its limit.
public enum Measure {
    CPU("processor use"),
    MEMORY("memory use");

    private final String words;

    Measure(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
