package dev.elasticcloud.manager.rest.routing;

import java.io.IOException;

/// What this side of a WebSocket does.
public interface Conversation {

    /// The other side of a WebSocket. Sending waits until the message is on its way.
    interface Peer {
        void send(byte[] message) throws IOException;

        void send(String message) throws IOException;

        /// Asks the other side for a sign of life, which any WebSocket client gives by itself.
        ///
        /// @throws IOException when it has not answered several of these in a row
        void ping() throws IOException;

        /// Ends the connection.
        ///
        /// @param status such as [#NORMAL]
        void close(int status, String reason);
    }

    /// The purpose of the connection is fulfilled.
    int NORMAL = 1000;

    /// The other side broke a rule, such as sending what cannot be read.
    int REFUSED = 1008;

    /// The connection is open.
    void begin(Peer peer);

    /// A binary message.
    void received(byte[] message);

    /// A text message.
    void received(String message);

    /// The connection has ended, or was never opened. May be called more than once.
    ///
    /// @param reason what ended it, as one sentence
    void end(String reason);
}
