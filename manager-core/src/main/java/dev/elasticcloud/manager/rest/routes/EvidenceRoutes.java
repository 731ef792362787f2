package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.Numbers;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.EvidenceQuery;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Signed evidence of what the cloud did, and the key to check it with.
public final class EvidenceRoutes {

    private static final String ZIP = "application/zip";
    private static final String PEM = "application/x-pem-file";

    private final CloudManager cloud;

    public EvidenceRoutes(CloudManager cloud) {
        this.cloud = cloud;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/evidence",
                                "readEvidence",
                                "Signed evidence of what the cloud did, as a ZIP file")
                        .needs(Role.OWNER)
                        .parameter("from", "from this time on; required")
                        .parameter("to", "until this time; required")
                        .parameter(
                                "pictures",
                                "PNG files that the caller will add: name:bytes:sha256, separated by commas")
                        .returnsText(ZIP)
                        .to(this::evidence),
                Route.get(
                                "/v1/evidence/key",
                                "readEvidenceKey",
                                "The public key by which the cloud's evidence is recognised, in PEM form")
                        .needs(Role.VIEWER)
                        .returnsText(PEM)
                        .to(request -> ApiResponse.text(PEM, cloud.evidenceKey())));
    }

    /// The file is complete before the response begins, so that a failure is told as one. It has no
    /// name any more once it is open.
    private ApiResponse evidence(ApiRequest request) throws IOException {
        EvidenceQuery query =
                new EvidenceQuery(time(request, "from"), time(request, "to"), pictures(request));
        Path folder = Files.createTempDirectory("cloud-evidence");
        Path file = folder.resolve("evidence.zip");
        try {
            cloud.evidence(query, file);
            InputStream in = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            return new ApiResponse.Streaming(
                    ZIP,
                    out -> {
                        try (in) {
                            in.transferTo(out);
                        }
                    });
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static Instant time(ApiRequest request, String parameter) {
        return request.instant(parameter)
                .orElseThrow(
                        () ->
                                Refusal.at(
                                        parameter,
                                        "Give %s as a time such as 2026-01-31T12:00:00Z"
                                                .formatted(parameter)));
    }

    private static List<EvidenceQuery.Picture> pictures(ApiRequest request) {
        return request.text("pictures")
                .map(text -> Arrays.stream(text.split(",")).map(EvidenceRoutes::picture).toList())
                .orElse(List.of());
    }

    private static EvidenceQuery.Picture picture(String text) {
        String[] parts = text.split(":");
        if (parts.length != 3 || Numbers.whole(parts[1]).isEmpty()) {
            throw Refusal.at("pictures", "pictures must be name:bytes:sha256, with commas between");
        }
        return new EvidenceQuery.Picture(parts[0], Numbers.whole(parts[1]).getAsLong(), parts[2]);
    }
}
