package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a server listens, and the host names it serves.
///
/// @param host an address or a name of this machine
/// @param port 0 picks a free one
/// @param tls the certificate and key; required unless the address is a loopback address
/// @param otherNames further names by which clients reach this machine
public record ListenAddress(
        String host, int port, @Nullable ServerTls tls, List<String> otherNames) {

    public ListenAddress {
        otherNames = List.copyOf(otherNames);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " is not from 0 to 65535");
        }
        for (String name : otherNames) {
            if (!name.matches("[A-Za-z0-9.-]{1,253}(:\\d{1,5})?")) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a host's name: give one such as cloud.example");
            }
        }
        if (tls == null && !address(host).isLoopbackAddress()) {
            throw new CloudException(
                    ErrorCode.FORBIDDEN,
                    "Listening on %s without TLS would send tokens over the network unencrypted: add --tls cert.pem,key.pem, or listen on 127.0.0.1"
                            .formatted(host));
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CloudException(
                    ErrorCode.INVALID, "There is no host '%s' to listen on".formatted(host), e);
        }
    }

    public URI url(int actualPort) {
        InetAddress address = address(host);
        String shown = address.isAnyLocalAddress() ? "127.0.0.1" : host;
        return URI.create(
                (tls == null ? "http" : "https") + "://" + bracketed(shown) + ":" + actualPort);
    }

    /// The accepted values of the `Host` header: this machine's addresses that the server listens
    /// on, and the names that it was given.
    public Set<String> names(int actualPort) {
        Set<String> hosts = new LinkedHashSet<>(List.of(host));
        InetAddress address = address(host);
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            hosts.addAll(List.of("localhost", "127.0.0.1", "::1"));
        }
        if (address.isAnyLocalAddress()) {
            hosts.addAll(ownAddresses());
        }
        Set<String> names = new LinkedHashSet<>();
        hosts.forEach(name -> names.add(bracketed(name) + ":" + actualPort));
        for (String name : otherNames) {
            names.add(name.contains(":") ? name : name + ":" + actualPort);
            names.add(name);
        }
        Set<String> lower = new LinkedHashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private static List<String> ownAddresses() {
        try {
            List<String> addresses = new ArrayList<>();
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(a -> a.getHostAddress().replaceAll("%.*", ""))
                    .forEach(addresses::add);
            return addresses;
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
