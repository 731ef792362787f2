package dev.elasticcloud.manager.docker.balancer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;

/// Whether a port of this machine is free, as a program sees that opens it for a moment.
///
/// @param why what the system said when it did not open
public record LocalPort(State state, String why) {

    /// What became of opening it.
    public enum State {
        FREE,
        TAKEN,
        /// Another reason: no such address here, or a port that this user may not open.
        UNKNOWN
    }

    public static LocalPort tried(String address, int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            return new LocalPort(probe.isBound() ? State.FREE : State.UNKNOWN, "");
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            boolean taken = why.toLowerCase(Locale.ROOT).contains("address already in use");
            return new LocalPort(taken ? State.TAKEN : State.UNKNOWN, why);
        }
    }
}
