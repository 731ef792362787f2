package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pods of a sample cloud, and their numbers of nodes.
final class SamplePods {

    private static final int LARGE_PODS = 6;
    private static final int LARGE_NODES = 1_000;
    private static final int[] USUAL = {9, 6, 4};

    /// As many as the host of the error state can bear.
    private static final int[] FULL = {11, 6, 4};

    private SamplePods() {}

    static List<PodSpec> of(SampleState state, List<PodSpec> known) {
        if (state != SampleState.LARGE) {
            return known;
        }
        List<PodSpec> specs = new ArrayList<>();
        for (int i = 0; i < LARGE_PODS; i++) {
            PodSpec like = known.get(i % known.size());
            String name = like.name() + (i < known.size() ? "" : "-" + (1 + i / known.size()));
            specs.add(large(like, PodName.of(name)));
        }
        return specs;
    }

    private static PodSpec large(PodSpec like, PodName name) {
        return new PodSpec(
                name,
                like.title(),
                like.description(),
                like.image(),
                like.limits(),
                like.slots(),
                PodSpec.MOST_NODES,
                like.initialNodes(),
                like.spares(),
                like.balance(),
                like.port(),
                like.health(),
                like.network(),
                like.elasticity().withBounds(20, PodSpec.MOST_NODES),
                like.drainDeadline(),
                like.job(),
                like.target(),
                like.weight(),
                like.startup());
    }

    static Map<PodName, Integer> mostNodes(List<PodSpec> specs) {
        Map<PodName, Integer> counts = new LinkedHashMap<>();
        specs.forEach(spec -> counts.put(spec.name(), spec.maxNodes()));
        return counts;
    }

    static Map<PodName, Integer> nodes(SampleState state, List<PodSpec> specs) {
        Map<PodName, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            int count =
                    switch (state) {
                        case EMPTY -> 0;
                        case NORMAL, DISCONNECTED -> USUAL[i % USUAL.length];
                        case ERROR -> FULL[i % FULL.length];
                        case LARGE ->
                                LARGE_NODES / specs.size()
                                        + (i < LARGE_NODES % specs.size() ? 1 : 0);
                    };
            counts.put(specs.get(i).name(), count);
        }
        return counts;
    }
}
