package dev.elasticcloud.manager.docker.subnet;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads which addresses this machine reaches by routes of its own, such as those of a VPN: a Docker
/// network with the same addresses would hide what is behind them.
public final class HostRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(HostRoutes.class);
    private static final Path TABLE = Path.of("/proc/net/route");

    /// Wider routes are the way to everything else, such as the two halves by which a VPN replaces
    /// the default route.
    private static final int WIDEST = 8;

    private HostRoutes() {}

    /// IPv4 destinations as `10.8.0.0/16`: the routes where the system shows them (Linux), and the
    /// networks of the interfaces everywhere.
    public static List<String> read() {
        List<String> found = new ArrayList<>(ofInterfaces());
        try {
            if (Files.exists(TABLE)) {
                found.addAll(parse(Files.readAllLines(TABLE)));
            }
        } catch (IOException e) {
            LOG.debug("The routes of this host cannot be read", e);
        }
        return found.stream().distinct().toList();
    }

    /// Reads the kernel's table: a heading, then interface, destination, gateway, flags, four
    /// figures and the mask; addresses in hexadecimal, with the bytes as the machine has them.
    static List<String> parse(List<String> table) {
        return table.stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 7)
                .flatMap(columns -> route(columns[1], columns[7]))
                .toList();
    }

    private static Stream<String> route(String destination, String mask) {
        try {
            int address = Integer.reverseBytes(Integer.parseUnsignedInt(destination, 16));
            int prefix = Integer.bitCount(Integer.parseUnsignedInt(mask, 16));
            return prefix < WIDEST
                    ? Stream.empty()
                    : Stream.of(Subnets.dotted(address) + "/" + prefix);
        } catch (NumberFormatException e) {
            return Stream.empty();
        }
    }

    private static List<String> ofInterfaces() {
        try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
            return all.flatMap(each -> each.getInterfaceAddresses().stream())
                    .filter(each -> each.getAddress() instanceof Inet4Address)
                    .filter(each -> each.getNetworkPrefixLength() >= WIDEST)
                    .map(HostRoutes::network)
                    .toList();
        } catch (SocketException e) {
            LOG.debug("The interfaces of this host cannot be read", e);
            return List.of();
        }
    }

    private static String network(InterfaceAddress address) {
        return address.getAddress().getHostAddress() + "/" + address.getNetworkPrefixLength();
    }
}
