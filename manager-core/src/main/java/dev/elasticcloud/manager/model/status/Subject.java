package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.util.Optional;
import java.util.function.Function;

/// What an action or a problem is about. Two actions on the same subject never run at the same time,
/// and the backoff after a failure applies only to its subject.
public sealed interface Subject {

    /// The balancer and its configuration.
    Subject BALANCER = new Balancer();

    /// The store on disk.
    Subject STORE = new Store();

    /// The form shown by `cloud` and the API; [#parse] reads it back.
    String text();

    /// The pod concerned; empty for parts that serve the whole cloud.
    default Optional<PodName> pod() {
        return Optional.empty();
    }

    record Balancer() implements Subject {
        @Override
        public String text() {
            return "balancer";
        }
    }

    record Store() implements Subject {
        @Override
        public String text() {
            return "store";
        }
    }

    /// A machine that nodes run on.
    record Host(String name) implements Subject {
        @Override
        public String text() {
            return "host " + name;
        }
    }

    /// The build or pull of a pod's image.
    record Image(PodName of) implements Subject {
        @Override
        public String text() {
            return "image of " + of;
        }

        @Override
        public Optional<PodName> pod() {
            return Optional.of(of);
        }
    }

    record Network(PodName of) implements Subject {
        @Override
        public String text() {
            return "network of " + of;
        }

        @Override
        public Optional<PodName> pod() {
            return Optional.of(of);
        }
    }

    /// New nodes of a pod: a failed start puts all of them into backoff, whatever their names.
    record Starts(PodName of) implements Subject {
        @Override
        public String text() {
            return "starts of " + of;
        }

        @Override
        public Optional<PodName> pod() {
            return Optional.of(of);
        }
    }

    record Node(NodeName name) implements Subject {
        @Override
        public String text() {
            return "node " + name;
        }
    }

    /// A subject that only an older or newer version knows.
    record Other(String text) implements Subject {}

    /// Parses the form of [#text].
    static Subject parse(String text) {
        return switch (text) {
            case "balancer" -> BALANCER;
            case "store" -> STORE;
            default -> named(text);
        };
    }

    private static Subject named(String text) {
        try {
            return after("node ", text, name -> (Subject) new Node(NodeName.of(name)))
                    .or(() -> after("starts of ", text, pod -> new Starts(PodName.of(pod))))
                    .or(() -> after("image of ", text, pod -> new Image(PodName.of(pod))))
                    .or(() -> after("network of ", text, pod -> new Network(PodName.of(pod))))
                    .or(() -> after("host ", text, Host::new))
                    .orElseGet(() -> new Other(text));
        } catch (IllegalArgumentException e) {
            return new Other(text);
        }
    }

    private static Optional<Subject> after(
            String prefix, String text, Function<String, Subject> named) {
        return text.startsWith(prefix)
                ? Optional.of(named.apply(text.substring(prefix.length())))
                : Optional.empty();
    }
}
