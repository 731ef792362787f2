package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Where the balancer's process runs, apart from what it is told to do.
///
/// Every method may block and fails with [PortException]; all are idempotent.
public interface BalancerHost extends AutoCloseable {

    /// Whether the process runs and what it can reach, read afresh.
    State observe();

    /// What is known of the process.
    ///
    /// @param url where its published port is reached; empty when it has none
    /// @param networks pods whose network it has joined
    /// @param detail why it does not run; empty when it does
    record State(boolean running, String url, Set<PodName> networks, String detail) {
        public State {
            networks = Set.copyOf(networks);
        }
    }

    /// The private folder that the process shares with the manager: its file and its sockets.
    Path folder();

    /// The way to the process' sockets when it does not share the folder itself, as it is on
    /// another machine; what is in the folder is brought there in time.
    default Optional<Relay> relay() {
        return Optional.empty();
    }

    /// Carries commands to sockets of the process, and their answers back.
    @FunctionalInterface
    interface Relay {

        /// @param socket the socket's name in the folder
        String send(String socket, Duration timeout, String commands);
    }

    /// Starts the process with the file in the folder, anew if it has ended.
    void start();

    /// Sees to it that the process reaches the nodes of these pods, as far as they have a network.
    void join(Collection<PodName> pods);

    /// Has the running process' own program check a file of the folder; answers its complaint.
    Optional<String> check(String fileName);

    /// Has a program beside the process, which alone reaches the nodes, send a node one request;
    /// answers what was wrong with its answer.
    ///
    /// @param address the node's address and port
    /// @param path with the query
    Optional<String> request(String address, String path, Duration timeout);

    /// Ends and removes the process.
    void remove();

    /// Lets go of the process, which runs on.
    @Override
    void close();
}
