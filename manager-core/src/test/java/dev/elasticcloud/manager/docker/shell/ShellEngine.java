package dev.elasticcloud.manager.docker.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A Docker Engine that starts one shell, and no other program: a request for that hangs.
final class ShellEngine implements AutoCloseable {

    private static final String END_OF_HEAD = "\r\n\r\n";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    ShellEngine() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    /// How often a path with this end was requested.
    long asked(String end) {
        return requests.stream().filter(path -> path.endsWith(end)).count();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    private void answer(Socket connection) {
        try {
            String path = path(connection.getInputStream());
            requests.add(path);
            if (path.endsWith("/exec")) {
                reply(connection, 201, "{\"Id\":\"1\"}");
            } else if (path.endsWith("/resize")) {
                reply(connection, 500, "{\"message\":\"cannot resize a stopped container\"}");
            } else if (path.endsWith("/json")) {
                reply(connection, 200, "{\"Running\":true}");
            } else if (asked("/start") == 1) {
                send(connection, "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n\r\nshell 42\n");
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    /// The path of a request; its body is left unread.
    private static String path(InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        byte[] some = new byte[8_192];
        while (read.indexOf(END_OF_HEAD) < 0) {
            int count = in.read(some);
            if (count < 0) {
                throw new IOException("The client has gone");
            }
            read.append(new String(some, 0, count, StandardCharsets.UTF_8));
        }
        return read.toString().split(" ")[1].replaceFirst("\\?.*", "");
    }

    private static void reply(Socket connection, int status, String json) throws IOException {
        send(
                connection,
                "HTTP/1.1 %d x\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(status, json.length(), json));
        connection.shutdownOutput();
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
