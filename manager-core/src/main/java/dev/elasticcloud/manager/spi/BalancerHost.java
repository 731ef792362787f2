package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Runs the balancer's process, whatever its configuration says.
///
/// Every method may block and fails with a [PortException]; all are idempotent.
public interface BalancerHost extends AutoCloseable {

    /// Reads whether the process runs and what it can reach.
    State observe();

    /// The state of the process.
    ///
    /// @param url the address of its published port; empty when it has none
    /// @param networks the pods whose network it has joined
    /// @param running whether it runs and can be used: requests and commands reach it
    /// @param detail why it does not run; empty when it does
    record State(boolean running, String url, Set<PodName> networks, String detail) {
        public State {
            networks = Set.copyOf(networks);
        }
    }

    /// The private folder that the process shares with the manager; it holds its configuration file
    /// and its sockets.
    Path folder();

    /// Reaches the sockets of a process on another machine, which does not share the folder itself.
    /// Files in the folder are copied there before each use.
    default Optional<Relay> relay() {
        return Optional.empty();
    }

    /// Sends commands to a socket of the process and returns the answers.
    @FunctionalInterface
    interface Relay {

        /// @param socket the socket's name in the folder
        String send(String socket, Duration timeout, String commands);
    }

    /// Starts the process with the file in the folder, or again if it has ended or cannot be used.
    void start();

    /// Joins the process to the networks of these pods; a pod without a network is skipped.
    void join(Collection<PodName> pods);

    /// Checks a file of the folder with the process' own program; returns what is wrong with it.
    Optional<String> check(String fileName);

    /// Sends a node one request from where the process runs, because nodes can only be reached
    /// from there; returns what was wrong with the answer.
    ///
    /// @param address the node's address and port
    /// @param path with the query
    Optional<String> request(String address, String path, Duration timeout);

    /// Ends and removes the process.
    void remove();

    /// Releases this manager's connections; the process runs on.
    @Override
    void close();
}
