package dev.elasticcloud.manager.docker.subnet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Where the networks of a cloud get their addresses from: ranges that are tried one after the other,
/// without what Docker's other networks and the host's own routes, such as those of a VPN, use.
///
/// @param ranges such as `10.89.0.0/16`
/// @param chosen whether the owner chose them; a route that covers all of a chosen range, as a VPN's
///     `10.0.0.0/8` does, is then no hindrance
/// @param routes reads the destinations that the Docker host reaches by routes of its own
public record SubnetChoice(List<String> ranges, boolean chosen, Supplier<List<String>> routes) {

    /// The last two are for hosts whose VPN takes all of 10.0.0.0/8.
    private static final List<String> USUAL =
            List.of("10.89.0.0/16", "172.29.0.0/16", "192.168.192.0/18");

    /// Smaller networks than these hold too few nodes; larger ranges than these are not private.
    private static final int WIDEST = 8;

    private static final int NARROWEST = 28;

    public SubnetChoice {
        ranges = List.copyOf(ranges);
        for (String range : ranges) {
            int prefix =
                    Subnets.isRange(range)
                            ? Integer.parseInt(range.substring(range.indexOf('/') + 1))
                            : -1;
            if (prefix < WIDEST || prefix > NARROWEST) {
                throw new IllegalArgumentException(
                        "'%s' is not a range of addresses for networks: give one from /%d to /%d, such as 10.89.0.0/16"
                                .formatted(range, WIDEST, NARROWEST));
            }
        }
    }

    /// The usual ranges, for an engine whose routes are not known.
    public static SubnetChoice usual() {
        return new SubnetChoice(USUAL, false, List::of);
    }

    /// @param text ranges with commas between them; empty for the usual ones
    public static SubnetChoice of(String text, Supplier<List<String>> routes) {
        return text.isBlank()
                ? new SubnetChoice(USUAL, false, routes)
                : new SubnetChoice(
                        Stream.of(text.split(",", -1)).map(String::strip).toList(), true, routes);
    }

    /// @param networks the subnets of Docker's networks
    public Optional<String> free(Collection<String> networks, int from) {
        List<String> reached = routes.get();
        return ranges.stream()
                .flatMap(
                        range ->
                                Subnets.free(range, taken(range, networks, reached), from).stream())
                .findFirst();
    }

    private List<String> taken(String range, Collection<String> networks, List<String> reached) {
        List<String> taken = new ArrayList<>(networks);
        reached.stream()
                .filter(route -> !chosen || !Subnets.within(range, route))
                .forEach(taken::add);
        return taken;
    }

    /// Why there is no subnet, and what helps.
    public String exhausted(String what) {
        return "There is no free subnet in %s for %s, without those of other Docker networks and of this host's routes: remove unused Docker networks, or choose other addresses with --subnets"
                .formatted(String.join(" or ", ranges), what);
    }
}
