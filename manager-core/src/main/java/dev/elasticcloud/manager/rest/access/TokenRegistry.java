package dev.elasticcloud.manager.rest.access;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.spi.TokenBook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Creates, verifies and revokes tokens.
///
/// A secret is `ec_ID_` and 256 random bits. Only its SHA-256 is stored: a slow hash protects what
/// people choose, adds nothing to 256 random bits, and would cost time on each request. The
/// id finds the entry; the hashes are compared in constant time.
public final class TokenRegistry implements Tokens {

    private static final String PREFIX = "ec_";
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 4;

    /// How long another process's revocation may go unnoticed.
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

    private final TokenBook book;
    private final InstantSource clock;
    private final AutoCloseable closing;
    private final SecureRandom random = new SecureRandom();
    private final TokenBook.Entry local;
    private final String localSecret;
    private volatile @Nullable Known known;

    private record Known(List<TokenBook.Entry> entries, long atNanos) {}

    /// @param closing closed with the registry, such as the store behind the book
    public TokenRegistry(TokenBook book, InstantSource clock, AutoCloseable closing) {
        this.book = book;
        this.clock = clock;
        this.closing = closing;
        this.localSecret = secret("local");
        this.local =
                new TokenBook.Entry(
                        new AccessToken("local", "local", Role.OWNER, clock.instant(), null),
                        hash(localSecret));
    }

    /// The owner's secret for whoever can read this user's files, valid until the process ends.
    public String localSecret() {
        return localSecret;
    }

    @Override
    public Issued create(String name, Role role) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        AccessToken token =
                new AccessToken(HexFormat.of().formatHex(id), name, role, clock.instant(), null);
        String secret = secret(token.id());
        book.add(new TokenBook.Entry(token, hash(secret)));
        known = null;
        return new Issued(token, secret);
    }

    private String secret(String id) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public List<AccessToken> list() {
        return book.all().stream().map(TokenBook.Entry::token).toList();
    }

    @Override
    public AccessToken revoke(String id) {
        boolean revoked = book.revoke(id, clock.instant());
        known = null;
        AccessToken token =
                list().stream()
                        .filter(t -> t.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CloudException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no token '%s': list them to see their ids"
                                                        .formatted(id)));
        if (!revoked) {
            throw new CloudException(
                    ErrorCode.CONFLICT, "Token %s is already revoked".formatted(id));
        }
        return token;
    }

    /// The valid token that a secret belongs to; empty when there is none.
    Optional<AccessToken> find(String secret) {
        String[] parts = secret.split("_", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        byte[] shown = hash(secret);
        return entry(parts[1])
                .filter(e -> MessageDigest.isEqual(e.hash(), shown))
                .map(TokenBook.Entry::token);
    }

    boolean isValid(String id) {
        return entry(id).isPresent();
    }

    private Optional<TokenBook.Entry> entry(String id) {
        if (id.equals(local.token().id())) {
            return Optional.of(local);
        }
        return entries().stream()
                .filter(e -> e.token().id().equals(id) && e.token().isValid())
                .findFirst();
    }

    private List<TokenBook.Entry> entries() {
        Known now = known;
        if (now == null || System.nanoTime() - now.atNanos() > KNOWN_FOR.toNanos()) {
            now = new Known(book.all(), System.nanoTime());
            known = now;
        }
        return now.entries();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (Exception e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "The tokens' store could not be closed: " + e, e);
        }
    }
}
