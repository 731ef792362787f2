package dev.elasticcloud.manager.doctor;

import java.util.regex.Pattern;

/// Removes from a text what may be a secret. Rather too much is removed than too little.
final class Secrets {

    private static final String REMOVED = "(removed)";

    /// `https://user:password@host`
    private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)[^/\\s\"'@]+@");

    /// `"password": "..."`, `token=...`, `api-key: ...`; the value ends with its quotes or at a blank
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)([\"']?[\\w.-]*(?:password|passwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key|identitytoken)[\\w.-]*[\"']?\\s*[:=]\\s*)(?:\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s,;\"'}\\]]+)");

    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)\\b(authorization\\s*:|bearer|basic)\\s+[^\\n\"]+");

    private static final Pattern PRIVATE_KEY =
            Pattern.compile(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)");

    private Secrets() {}

    static String removed(String text) {
        String without = PRIVATE_KEY.matcher(text).replaceAll(REMOVED);
        without = IN_ADDRESS.matcher(without).replaceAll(REMOVED + "@");
        without = NAMED.matcher(without).replaceAll("$1\"" + REMOVED + "\"");
        return AUTHORIZATION.matcher(without).replaceAll("$1 " + REMOVED);
    }
}
