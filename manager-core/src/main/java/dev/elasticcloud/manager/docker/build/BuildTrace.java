package dev.elasticcloud.manager.docker.build;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One message of BuildKit about the progress of a build: the fields that are shown of its
/// `StatusResponse` in
/// [control.proto](https://github.com/moby/buildkit/blob/master/api/services/control/control.proto).
record BuildTrace(List<Vertex> vertices, List<Output> outputs, List<String> warnings) {

    /// A step of a build, as it is now.
    ///
    /// @param digest names it within the build
    /// @param error why it failed; empty when it did not
    record Vertex(
            String digest,
            String name,
            boolean cached,
            boolean started,
            boolean completed,
            String error) {}

    /// A piece of what a step's program printed, cut anywhere.
    ///
    /// @param stream 1 for its output, 2 for its errors
    record Output(String vertex, long stream, byte[] text) {}

    BuildTrace {
        vertices = List.copyOf(vertices);
        outputs = List.copyOf(outputs);
        warnings = List.copyOf(warnings);
    }

    static BuildTrace decoded(byte[] message) throws IOException {
        List<Vertex> vertices = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> vertices.add(vertex(in.readByteArray()));
                case 3 -> outputs.add(output(in.readByteArray()));
                case 4 -> warnings.add(warning(in.readByteArray()));
                default -> in.skipField(tag);
            }
        }
        return new BuildTrace(vertices, outputs, warnings);
    }

    private static Vertex vertex(byte[] message) throws IOException {
        String digest = "";
        String name = "";
        boolean cached = false;
        boolean started = false;
        boolean completed = false;
        String error = "";
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> digest = text(in);
                case 3 -> name = text(in);
                case 4 -> cached = in.readBool();
                case 5 -> {
                    started = true;
                    in.skipField(tag);
                }
                case 6 -> {
                    completed = true;
                    in.skipField(tag);
                }
                case 7 -> error = text(in);
                default -> in.skipField(tag);
            }
        }
        return new Vertex(digest, name, cached, started, completed, error);
    }

    private static Output output(byte[] message) throws IOException {
        String vertex = "";
        long stream = 0;
        byte[] text = {};
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> vertex = text(in);
                case 3 -> stream = in.readInt64();
                case 4 -> text = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        return new Output(vertex, stream, text);
    }

    private static String warning(byte[] message) throws IOException {
        String warning = "";
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 3) {
                warning = text(in);
            } else {
                in.skipField(tag);
            }
        }
        return warning;
    }

    /// Not by `readString`, which warns on the JDK's behalf that it uses `sun.misc.Unsafe`.
    private static String text(CodedInputStream in) throws IOException {
        return new String(in.readByteArray(), StandardCharsets.UTF_8);
    }
}
