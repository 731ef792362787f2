package dev.elasticcloud.manager.rest.document;

import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Renders the API documentation as one self-contained page without scripts.
public final class DocsPage {

    public static final String STYLE =
            """
            :root { color-scheme: light dark; --line: #8884; --soft: #8881; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; text-transform: capitalize; }
            code, pre { font-family: ui-monospace, monospace; font-size: .92em; }
            pre { background: var(--soft); padding: .8rem 1rem; overflow-x: auto; border-radius: .4rem; }
            details { border-bottom: 1px solid var(--line); padding: .45rem 0; }
            summary { cursor: pointer; }
            summary b { display: inline-block; width: 4.5rem; }
            summary span { opacity: .75; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            """;

    private final StringBuilder page = new StringBuilder();

    private DocsPage() {}

    public static String of(List<Route> routes) {
        return new DocsPage().written(routes);
    }

    private String written(List<Route> routes) {
        page.append(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Elastic Cloud Console: the API</title>
                <link rel="stylesheet" href="/docs.css">
                </head>
                <body>
                <h1>Elastic Cloud Console: the API</h1>
                <p>Send a token with each request; <code>cloud token create</code> creates one. Bodies are JSON.
                A request that takes time returns 202 with a receipt; add <code>?wait=30s</code> to wait, or
                <code>?dryRun=true</code> to see the plan instead. The OpenAPI description is at
                <a href="/openapi.json">/openapi.json</a>.</p>
                <pre>curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/v1/pods</pre>
                """);
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        for (Route route : routes) {
            operation(groups.computeIfAbsent(OpenApi.tag(route), t -> new StringBuilder()), route);
        }
        groups.forEach((tag, text) -> page.append("<h2>%s</h2>%n".formatted(tag)).append(text));
        problems();
        return page.append("</body>\n</html>\n").toString();
    }

    private static void operation(StringBuilder text, Route route) {
        text.append(
                "<details><summary><b>%s</b> <code>%s</code> <span>%s</span></summary>%n"
                        .formatted(
                                route.method(), escaped(route.path()), escaped(route.summary())));
        text.append("<p>%s.</p>%n".formatted(escaped(OpenApi.who(route))));
        if (!route.parameters().isEmpty() || route.anyParameters()) {
            text.append("<table><tr><th>Parameter</th><th>Meaning</th></tr>\n");
            route.parameters()
                    .forEach(
                            (name, meaning) ->
                                    text.append(
                                            "<tr><td><code>%s</code></td><td>%s</td></tr>%n"
                                                    .formatted(name, escaped(meaning))));
            if (route.anyParameters()) {
                text.append("<tr><td>any</td><td>the job's own parameters</td></tr>\n");
            }
            text.append("</table>\n");
        }
        route.bodies()
                .forEach(
                        (media, type) ->
                                text.append(
                                        "<p>Accepts <code>%s</code>: %s</p>%n"
                                                .formatted(media, escaped(type.getSimpleName()))));
        route.responses()
                .forEach(
                        (status, content) -> {
                            Class<?> type = content.type();
                            text.append(
                                    "<p>Returns %d <code>%s</code>%s</p>%n"
                                            .formatted(
                                                    status,
                                                    escaped(content.media()),
                                                    type == null
                                                            ? ""
                                                            : ": " + type.getSimpleName()));
                        });
        text.append("</details>\n");
    }

    private void problems() {
        page.append(
                """
                <h2>Problems</h2>
                <p>A refused request is answered with <code>application/problem+json</code> (RFC 9457).</p>
                <table><tr><th>Status</th><th>Problem</th><th>What to do</th></tr>
                """);
        for (ProblemType fault : ProblemType.values()) {
            page.append(
                    "<tr id=\"%s\"><td>%d</td><td>%s</td><td>%s</td></tr>%n"
                            .formatted(
                                    fault.key(),
                                    fault.status(),
                                    escaped(fault.title()),
                                    escaped(fault.hint())));
        }
        page.append("</table>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
