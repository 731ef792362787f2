package dev.elasticcloud.console.feature.nodes.terminal;

import com.techsenger.jeditermfx.core.ArrayTerminalDataStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// The characters that the emulator reads. Bytes come in pieces that end anywhere: the first part
/// of a character or of a sequence waits here for the rest.
final class PrintedChars extends ArrayTerminalDataStream {

    /// The longest sequence; a longer one has no end that would come.
    static final int LONGEST = 8_192;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] partOfCharacter = {};
    private int mark;

    PrintedChars() {
        super(new char[0]);
    }

    /// Adds what comes next.
    void add(byte[] bytes) {
        ByteBuffer input = ByteBuffer.allocate(partOfCharacter.length + bytes.length);
        input.put(partOfCharacter).put(bytes).flip();
        CharBuffer decoded = CharBuffer.allocate(input.remaining());
        decoder.decode(input, decoded, false);
        partOfCharacter = new byte[input.remaining()];
        input.get(partOfCharacter);
        decoded.flip();
        char[] all = new char[myLength + decoded.remaining()];
        System.arraycopy(myBuf, myOffset, all, 0, myLength);
        decoded.get(all, myLength, decoded.remaining());
        myBuf = all;
        myOffset = 0;
        myLength = all.length;
    }

    /// Remembers that a sequence may begin here.
    void mark() {
        mark = myOffset;
    }

    /// Goes back to the mark, because the sequence that begins there is not complete. One that is
    /// too long is dropped.
    void rewind() {
        myLength += myOffset - mark;
        myOffset = mark;
        if (myLength > LONGEST) {
            myOffset += myLength;
            myLength = 0;
        }
    }
}
