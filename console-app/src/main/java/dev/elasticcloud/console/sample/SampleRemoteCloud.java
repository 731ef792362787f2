package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Link;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.net.URI;
import java.util.List;

/// A sample cloud with a remote manager that can stop answering.
public final class SampleRemoteCloud extends SampleCloud implements RemoteCloud {

    private static final URI URL = URI.create("https://cloud.example:8443");
    private static final String WHY = "connection refused";

    private volatile boolean lost;

    public SampleRemoteCloud(List<PodSpec> known) {
        super(SampleState.DISCONNECTED, known);
    }

    /// Stops answering; the last snapshot stays and is marked stale.
    public void lose() {
        lost = true;
        publish(snapshot().withUnreachableEngine(WHY));
    }

    @Override
    protected void answer() {
        if (lost) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, "The manager at %s does not answer".formatted(URL));
        }
    }

    @Override
    public Link link() {
        return new Link(URL, Role.OWNER, !lost, NOW, lost ? WHY : "");
    }

    @Override
    public Tokens tokens() {
        throw new CloudException(ErrorCode.UNAVAILABLE, "A sample cloud has no tokens");
    }
}
