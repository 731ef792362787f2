package dev.elasticcloud.manager.rest.access;

import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.Caller;
import dev.elasticcloud.manager.rest.routing.Route;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// Accepts or refuses a request by the host name it asks for, its origin, its token and role, and
/// the caller's rate of requests.
public final class RequestGate {

    private static final String BEARER = "bearer ";

    private final Set<String> hosts;
    private final TokenRegistry access;
    private final RateLimit callers;
    private final RateLimit strangers;

    /// @param hosts the exact values of the `Host` header that are accepted
    public RequestGate(
            Set<String> hosts, TokenRegistry access, RateLimit callers, RateLimit strangers) {
        this.hosts = Set.copyOf(hosts);
        this.access = access;
        this.callers = callers;
        this.strangers = strangers;
    }

    /// Refuses cross-site requests, and requests under a host name that is not this server's.
    public void checkOrigin(List<String> hostHeaders, Function<String, String> header) {
        String host =
                hostHeaders.size() == 1 ? hostHeaders.getFirst().toLowerCase(Locale.ROOT) : "";
        if (!hosts.contains(host)) {
            throw Refusal.of(ProblemType.UNKNOWN_HOST, "This server does not serve that host name");
        }
        String origin = header.apply("Origin");
        if (!origin.isEmpty() && !isOwn(origin)) {
            throw Refusal.of(
                    ProblemType.FORBIDDEN, "Requests from pages of other sites are refused");
        }
        String site = header.apply("Sec-Fetch-Site");
        if (site.equals("cross-site") || site.equals("same-site")) {
            throw Refusal.of(
                    ProblemType.FORBIDDEN, "Requests from pages of other sites are refused");
        }
    }

    private boolean isOwn(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && hosts.contains(authority.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// The caller, if it is allowed to make this request.
    public Caller admit(Route route, String authorization, String from) {
        return switch (route.permission()) {
            case Route.Permission.AtLeast permission ->
                    admit(permission.role(), authorization, from);
            case null, default -> {
                count(callers, from);
                yield new Caller("", "anyone", Role.VIEWER, from);
            }
        };
    }

    private Caller admit(Role needed, String authorization, String from) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            count(strangers, from);
            throw unauthenticated("This request needs a token");
        }
        AccessToken token =
                access.find(authorization.substring(BEARER.length()).strip())
                        .orElseThrow(
                                () -> {
                                    count(strangers, from);
                                    return unauthenticated("The token is unknown or was revoked");
                                });
        count(callers, token.id());
        if (!token.role().covers(needed)) {
            throw Refusal.of(
                    ProblemType.FORBIDDEN,
                    "This request needs the role %s, and the token '%s' has the role %s"
                            .formatted(needed.key(), token.name(), token.role().key()));
        }
        return new Caller(token.id(), token.name(), token.role(), from);
    }

    private static void count(RateLimit limit, String who) {
        if (!limit.admits(who, System.nanoTime())) {
            throw Refusal.of(ProblemType.TOO_MANY, "Too many requests in a short time")
                    .with("Retry-After", "1");
        }
    }

    private static Refusal unauthenticated(String message) {
        return Refusal.of(ProblemType.UNAUTHENTICATED, message)
                .with("WWW-Authenticate", "Bearer realm=\"elastic-cloud\"");
    }

    public boolean isStillAuthorized(Caller caller) {
        return access.isValid(caller.tokenId());
    }
}
