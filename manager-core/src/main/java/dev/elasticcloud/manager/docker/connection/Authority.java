package dev.elasticcloud.manager.docker.connection;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The user, host and port of an address. Parsed from its text, because [URI] finds no host in a
/// name with an underscore, which machine names may contain.
///
/// @param user empty when none is named
/// @param host a name, or an IP address without brackets
/// @param port 0 when none is named
record Authority(String user, String host, int port) {

    private static final Authority NONE = new Authority("", "", 0);
    private static final Pattern PARTS =
            Pattern.compile(
                    "(?:([^@]*)@)?(?:\\[([0-9A-Fa-f:.%a-z]+)\\]|([^:\\[\\]]*))(?::([0-9]{1,5})?)?");

    static Authority of(URI address) {
        String text = address.getAuthority();
        Matcher parts = PARTS.matcher(text == null ? "" : text);
        if (!parts.matches()) {
            return NONE;
        }
        String port = parts.group(4);
        return new Authority(
                textOf(parts.group(1)),
                parts.group(2) == null ? textOf(parts.group(3)) : parts.group(2),
                port == null ? 0 : Integer.parseInt(port));
    }

    private static String textOf(@Nullable String group) {
        return group == null ? "" : group;
    }
}
