package dev.elasticcloud.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Finds a port that no other program listens at.
final class FreePort {

    private static final int TRIED = 50;
    private static final int LAST = 65_535;

    private FreePort() {}

    /// The first free port from a wanted one on; the wanted one when none of the next is free, so
    /// that binding it tells why.
    static int from(String host, int wanted) {
        for (int port = wanted; port <= Math.min(LAST, wanted + TRIED); port++) {
            if (isFree(host, port)) {
                return port;
            }
        }
        return wanted;
    }

    static boolean isFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
