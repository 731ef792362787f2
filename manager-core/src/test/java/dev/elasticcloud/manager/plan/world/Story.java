package dev.elasticcloud.manager.plan.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;
import org.quicktheories.impl.Constraint;

/// What happens to a cloud: its first state and then turn by turn, as numbers for [Choices]. Each
/// turn has its own numbers, so that shrinking one does not change the others.
///
/// @param beginning numbers for the state that the cloud begins in
/// @param turns numbers for what happens before each round of planning
record Story(int[] beginning, List<int[]> turns) {

    private static final int BEGINNING = 220;
    private static final int MOST_TURNS = 24;
    private static final int TURN = 26;

    /// Draws stories that shrink towards one without faults or turns.
    static Gen<Story> any() {
        return source -> {
            int turns = draw(source, MOST_TURNS);
            int[] beginning = draws(source, BEGINNING);
            List<int[]> drawn = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                drawn.add(draws(source, TURN));
            }
            return new Story(beginning, List.copyOf(drawn));
        };
    }

    private static int[] draws(RandomnessSource source, int count) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = draw(source, Choices.LIMIT - 1);
        }
        return drawn;
    }

    private static int draw(RandomnessSource source, int most) {
        return (int) source.next(Constraint.between(0, most));
    }

    /// Its size, which falls as it shrinks.
    int weight() {
        return IntStream.concat(
                        Arrays.stream(beginning), turns.stream().flatMapToInt(Arrays::stream))
                .sum();
    }

    @Override
    public String toString() {
        return "a story of " + turns.size() + " turns";
    }
}
