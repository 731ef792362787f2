package dev.elasticcloud.manager.rest.routing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Mistakes in the table of routes keep the server from starting.
class RouteDeclarationTest {

    @Test
    void aRouteThatDoesNotSayWhoMayUseItIsRefusedWhenItIsDeclared() {
        assertThatThrownBy(
                        () ->
                                Route.get("/v1/secret", "secret", "A secret")
                                        .to(request -> ApiResponse.empty(200)))
                .hasMessageContaining("/v1/secret must say who may use it");
    }

    @Test
    void twoRoutesOfOneMethodAndPathKeepTheServerFromStarting() {
        Route one =
                Route.get("/v1/twice", "one", "One").open().to(request -> ApiResponse.empty(200));
        Route other =
                Route.get("/v1/twice", "other", "Other")
                        .open()
                        .to(request -> ApiResponse.empty(200));

        assertThatThrownBy(() -> new RouteTable(List.of(one, other)))
                .hasMessageContaining("GET /v1/twice is declared twice");
    }
}
