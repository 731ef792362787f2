package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Combines two or three random faults at once, repeatedly.
final class RandomFaults {

    private static final Duration SETTLES = Duration.ofSeconds(60);

    private RandomFaults() {}

    /// One short fault, injected without waiting for its effect.
    private record Strike(String name, Fault.Injection blow) {}

    private static final List<Strike> STRIKES =
            List.of(
                    new Strike("kill a node", s -> kill(s, VICTIM, NodeState.ONLINE)),
                    new Strike(
                            "kill a node of light",
                            s -> kill(s, BackgroundLoad.POD, NodeState.ONLINE)),
                    new Strike("remove a node", s -> docker(s, "rm -f", node(s, VICTIM))),
                    new Strike("pause a node", s -> docker(s, "pause", node(s, VICTIM))),
                    new Strike("kill the spare", s -> kill(s, BackgroundLoad.POD, NodeState.SPARE)),
                    new Strike("kill HAProxy", s -> docker(s, "kill -s KILL", s.docker.balancer())),
                    new Strike("remove HAProxy", s -> docker(s, "rm -f", s.docker.balancer())),
                    new Strike("kill the manager", RandomFaults::killManager),
                    new Strike("cut the events", s -> "" + s.engine.cutEvents()),
                    new Strike("lose a reply", RandomFaults::loseReply),
                    new Strike("freeze Docker", RandomFaults::freeze),
                    new Strike("a server to maint", RandomFaults::maintenance),
                    new Strike("a burst", RandomFaults::burst),
                    new Strike("out of memory", RandomFaults::outOfMemory));

    static List<Fault> all() {
        return List.of(
                new Fault(
                        38,
                        "two or three random faults at once",
                        Fault.AFTER_DOCKER,
                        Harm.IN_FLIGHT,
                        RandomFaults::mix));
    }

    private static String mix(ChaosEnvironment stage) {
        long end = System.nanoTime() + stage.options.length().toNanos();
        Map<String, Integer> struck = new TreeMap<>();
        int rounds = 0;
        long worst = 0;
        while (System.nanoTime() < end) {
            List<Strike> round = new ArrayList<>(STRIKES);
            Collections.shuffle(round, stage.random);
            List<Strike> chosen = round.subList(0, 2 + stage.random.nextInt(2));
            for (Strike strike : chosen) {
                struck.merge(strike.name(), 1, Integer::sum);
                blow(stage, strike);
            }
            long began = System.nanoTime();
            String names = chosen.stream().map(Strike::name).toList().toString();
            stage.awaitView("the cloud converges after " + names, SETTLES, ManagerView::settled);
            worst = Math.max(worst, System.nanoTime() - began);
            rounds++;
            Condition.pause(Duration.ofMillis(stage.random.nextInt(2000)));
        }
        return "%d rounds in %d s, the slowest settled after %.1f s: %s"
                .formatted(rounds, stage.options.length().toSeconds(), worst / 1e9, struck);
    }

    private static void blow(ChaosEnvironment stage, Strike strike) {
        try {
            strike.blow().inject(stage);
        } catch (Exception e) {
            // Another fault removed what this one was aimed at.
        }
    }

    private static String node(ChaosEnvironment stage, String pod) {
        return stage.container(stage.anyNode(pod, NodeState.ONLINE).name());
    }

    private static String docker(ChaosEnvironment stage, String words, String container) {
        List<String> all = new ArrayList<>(List.of(words.split(" ")));
        all.add(container);
        return stage.docker.run(all.toArray(String[]::new));
    }

    private static String kill(ChaosEnvironment stage, String pod, NodeState state) {
        return docker(stage, "kill -s KILL", stage.container(stage.anyNode(pod, state).name()));
    }

    private static String killManager(ChaosEnvironment stage) {
        stage.killManager();
        stage.startManager();
        return "";
    }

    private static String loseReply(ChaosEnvironment stage) {
        stage.engine.loseReplyTo("POST /containers/");
        return "";
    }

    private static String freeze(ChaosEnvironment stage) {
        List<String> pid = List.of(EngineFaults.dockerd());
        BalancerFaults.signal("STOP", pid);
        try {
            Condition.pause(Duration.ofSeconds(3));
        } finally {
            BalancerFaults.signal("CONT", pid);
        }
        return "";
    }

    private static String maintenance(ChaosEnvironment stage) throws Exception {
        String node = stage.anyNode(BackgroundLoad.POD, NodeState.ONLINE).name();
        return stage.balancer("set server light/" + node + " state maint");
    }

    private static String burst(ChaosEnvironment stage) {
        for (int i = 0; i < 50; i++) {
            stage.load.submit(Map.of("pod", BackgroundLoad.POD, "repeat", "50"));
        }
        return "";
    }

    private static String outOfMemory(ChaosEnvironment stage) {
        return stage.load.submit(Map.of("pod", VICTIM, "allocate", "300"));
    }
}
