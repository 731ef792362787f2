package dev.elasticcloud.manager.docker.balancer;

/// The port at which the balancer is published.
///
/// @param number 0 for any free one
/// @param moves whether one of the next ports may be taken when this one is another program's; an
///     owner who names a port gets that one or none
public record BalancerPort(int number, boolean moves) {

    /// How many ports after the wanted one are tried.
    private static final int TRIED = 50;

    private static final int LAST = 65_535;

    static BalancerPort fixed(int number) {
        return new BalancerPort(number, false);
    }

    /// The last port to try after a first one.
    int last(int first) {
        return moves ? Math.min(LAST, first + TRIED) : first;
    }
}
