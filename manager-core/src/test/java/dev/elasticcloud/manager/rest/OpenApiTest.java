package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares the description at `/openapi.json` with what the server does.
class OpenApiTest {

    private static final Set<String> NOT_READ_HERE =
            Set.of("/v1/stream", "/v1/receipts/{generation}");

    @TempDir static Path data;
    private static Edges edge;
    private static JsonNode description;

    @BeforeAll
    static void serve() {
        edge = new Edges(data);
        edge.owner().post("/v1/cloud/init?wait=20s", "{\"pods\":{\"light\":1}}");
        description = edge.owner().get("/openapi.json").json();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void everyOperationIsDescribedAndOnlyThoseDeclaredOpenAreOpen() {
        Client anyone = edge.owner().as("");
        int operations = 0;
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                boolean open = operation.getValue().path("security").isArray();
                Client.Reply reply =
                        anyone.send(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                filled(path.getKey()),
                                null);
                assertThat(reply.status())
                        .as("%s %s", operation.getKey(), path.getKey())
                        .isEqualTo(open ? 200 : 401);
                operations++;
            }
        }
        assertThat(operations).isGreaterThan(35);
    }

    private static String filled(String path) {
        return path.replace("{pod}", "light")
                .replace("{node}", "light-1")
                .replace("{job}", "0-0")
                .replace("{generation}", "1")
                .replace("{token}", "none");
    }

    @Test
    void everyReadMatchesItsDescriptionToTheLastField() {
        Client owner = edge.owner();
        String job = owner.get("/v1/pods/light/run?top=3").header("X-Job");
        Set<String> checked = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
            JsonNode schema =
                    path.getValue()
                            .path("get")
                            .path("responses")
                            .path("200")
                            .path("content")
                            .path("application/json")
                            .path("schema");
            if (schema.isMissingNode() || NOT_READ_HERE.contains(path.getKey())) {
                continue;
            }
            String address = filled(path.getKey()).replace("0-0", job);
            assertFits(owner.get(address), 200, schema, address);
            checked.add(path.getKey());
        }
        assertThat(checked).hasSizeGreaterThan(15).contains("/v1/snapshot", "/v1/jobs/{job}");
    }

    @Test
    void everyChangeAnswersAsDescribed() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("patch /v1/pods/{pod}", "{\"slots\":5}");
        bodies.put("post /v1/pods/{pod}/pause", "");
        bodies.put("post /v1/pods/{pod}/resume", "");
        bodies.put("post /v1/pods/{pod}/nodes", "{\"name\":\"described\"}");
        bodies.put("post /v1/commands", "{\"kind\":\"set-spares\",\"pod\":\"light\",\"spares\":0}");
        bodies.put("post /v1/pods", "{\"name\":\"described\",\"image\":\"a/b:1\"}");
        bodies.put("post /v1/pods/{pod}/jobs", "{\"top\":3}");
        bodies.put("post /v1/tokens", "{\"name\":\"x\",\"role\":\"viewer\"}");
        bodies.forEach(
                (operation, body) -> {
                    String method = operation.substring(0, operation.indexOf(' '));
                    String path = operation.substring(operation.indexOf(' ') + 1);
                    Client.Reply reply =
                            edge.owner()
                                    .send(
                                            method.toUpperCase(Locale.ROOT),
                                            filled(path),
                                            body.isEmpty() ? null : body);
                    JsonNode schema =
                            description
                                    .path("paths")
                                    .path(path)
                                    .path(method)
                                    .path("responses")
                                    .path(Integer.toString(reply.status()))
                                    .path("content")
                                    .path("application/json")
                                    .path("schema");
                    assertFits(reply, reply.status(), schema, operation);
                });
    }

    @Test
    void aRefusalIsTheDescribedProblem() {
        JsonNode schema =
                description
                        .path("components")
                        .path("responses")
                        .path("Problem")
                        .path("content")
                        .path("application/problem+json")
                        .path("schema");

        assertFits(edge.owner().get("/v1/pods/none"), 404, schema, "unknown pod");
        assertFits(
                edge.owner().send("PATCH", "/v1/pods/light", "{\"slots\":\"x\"}"),
                400,
                schema,
                "wrong type");
    }

    @Test
    void theDocumentationPageNamesEveryPathAndLoadsNothingFromElsewhere() {
        String page = edge.owner().as("").get("/docs").text();

        description.path("paths").fieldNames().forEachRemaining(p -> assertThat(page).contains(p));
        assertThat(page).doesNotContain("<script").doesNotContain("src=\"http");
    }

    private static void assertFits(Client.Reply reply, int status, JsonNode schema, String what) {
        assertThat(reply.status()).as("%s: %s", what, reply.text()).isEqualTo(status);
        assertThat(schema.isMissingNode()).as("%s answers %d", what, status).isFalse();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", closed(description.path("components").deepCopy()));
        JsonSchema validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        assertThat(validator.validate(reply.json())).as(what).isEmpty();
    }

    /// Objects may have no field that is not described: the description must be complete.
    private static JsonNode closed(JsonNode schema) {
        schema.forEach(OpenApiTest::closed);
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.set(
                    "additionalProperties", new ObjectMapper().getNodeFactory().booleanNode(false));
        }
        return schema;
    }
}
