package dev.elasticcloud.manager.model;

/// The name of a node, unique in its cloud; a generated name is its pod's name and a number.
public record NodeName(String value) implements Comparable<NodeName> {

    public NodeName {
        Names.check("node", value);
    }

    public static NodeName of(String value) {
        return new NodeName(value);
    }

    /// The generated name of the `number`-th node of a pod.
    public static NodeName numbered(PodName pod, int number) {
        return new NodeName(pod.value() + "-" + number);
    }

    /// Orders `light-2` before `light-10`: by length first among names of the same stem.
    @Override
    public int compareTo(NodeName other) {
        int end = stemEnd(value);
        int otherEnd = stemEnd(other.value);
        // without a substring: maps of nodes compare names many thousands of times a round
        int shared = Math.min(end, otherEnd);
        for (int i = 0; i < shared; i++) {
            int byCharacter = Character.compare(value.charAt(i), other.value.charAt(i));
            if (byCharacter != 0) {
                return byCharacter;
            }
        }
        if (end != otherEnd) {
            return Integer.compare(end, otherEnd);
        }
        int byLength = Integer.compare(value.length(), other.value.length());
        return byLength != 0 ? byLength : value.compareTo(other.value);
    }

    /// Where the number at the end of a name begins.
    private static int stemEnd(String value) {
        int end = value.length();
        while (end > 0 && Character.isDigit(value.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    @Override
    public String toString() {
        return value;
    }
}
