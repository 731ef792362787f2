package dev.elasticcloud.manager.model;

/// The name of a node, unique in its cloud; a made name is its pod's name and a number.
public record NodeName(String value) implements Comparable<NodeName> {

    public NodeName {
        Names.check("node", value);
    }

    public static NodeName of(String value) {
        return new NodeName(value);
    }

    /// The name that the manager makes for the `number`-th node of a pod.
    public static NodeName numbered(PodName pod, int number) {
        return new NodeName(pod.value() + "-" + number);
    }

    /// Orders `light-2` before `light-10`: by length first among names of the same stem.
    @Override
    public int compareTo(NodeName other) {
        int byStem = stem().compareTo(other.stem());
        if (byStem != 0) {
            return byStem;
        }
        int byLength = Integer.compare(value.length(), other.value.length());
        return byLength != 0 ? byLength : value.compareTo(other.value);
    }

    private String stem() {
        int end = value.length();
        while (end > 0 && Character.isDigit(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(0, end);
    }

    @Override
    public String toString() {
        return value;
    }
}
