package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Request;

/// The body of an archive upload, streamed up to its size limit, so that a large folder takes no
/// memory.
final class ArchiveBody extends FilterInputStream {

    private final long most;
    private long count;

    ArchiveBody(Request request, long most) {
        super(Request.asInputStream(request));
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw Refusal.of(ProblemType.TOO_SLOW, "The body did not arrive in time");
            }
            throw e;
        }
        count += Math.max(0, read);
        if (count > most) {
            throw tooLarge(most);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static Refusal tooLarge(long most) {
        return Refusal.of(
                ProblemType.TOO_LARGE,
                String.format(Locale.ROOT, "The body may have at most %,d bytes", most));
    }
}
