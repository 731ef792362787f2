package dev.elasticcloud.console.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Turns bytes that arrive in pieces into text; a character may be cut anywhere.
public final class Utf8Stream implements Consumer<byte[]> {

    private final Consumer<String> reader;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /// The beginning of a character whose end has not arrived.
    private byte[] rest = {};

    public Utf8Stream(Consumer<String> reader) {
        this.reader = reader;
    }

    @Override
    public synchronized void accept(byte[] piece) {
        ByteBuffer bytes = ByteBuffer.allocate(rest.length + piece.length).put(rest).put(piece);
        bytes.flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        decoder.decode(bytes, text, false);
        rest = new byte[bytes.remaining()];
        bytes.get(rest);
        text.flip();
        if (text.hasRemaining()) {
            reader.accept(text.toString());
        }
    }
}
