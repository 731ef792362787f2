package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.HashChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The key that signs a cloud's evidence: an Ed25519 pair, made at first use and kept in a file
/// that only its owner can read.
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Base64.Encoder BASE64 =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Path file;
    private @Nullable KeyPair pair;

    private SigningKey(Path file) {
        this.file = file;
    }

    /// The key of a cloud; nothing is read or made before it is used.
    ///
    /// @param data the folder that the cloud's store is in
    public static SigningKey in(Path data, String cloud) {
        return new SigningKey(data.resolve(cloud + "-evidence.key"));
    }

    /// The public key in PEM form.
    public String publicPem() {
        return pem(PUBLIC, pair().getPublic().getEncoded());
    }

    PublicKey publicKey() {
        return pair().getPublic();
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair().getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "The evidence cannot be signed: " + e.getMessage(), e);
        }
    }

    static boolean isSigned(byte[] bytes, byte[] signed, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// The SHA-256 of a public key in its DER form.
    static String fingerprint(PublicKey key) {
        return HashChain.of(key.getEncoded());
    }

    /// @throws IllegalArgumentException when the text is not such a key
    static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(section(PUBLIC, pem)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this is not an Ed25519 public key", e);
        }
    }

    private synchronized KeyPair pair() {
        KeyPair known = pair;
        if (known == null) {
            try {
                known = Files.exists(file) ? read() : make();
            } catch (IOException e) {
                throw new CloudException(
                        ErrorCode.UNAVAILABLE, FileFailure.sentence(file, "be used", e), e);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new CloudException(
                        ErrorCode.UNAVAILABLE,
                        "%s holds no key of a cloud: move it away, and a new key is made"
                                .formatted(file),
                        e);
            }
            pair = known;
        }
        return known;
    }

    private KeyPair read() throws IOException, GeneralSecurityException {
        if (isPosix() && othersMayUse(Files.getPosixFilePermissions(file))) {
            throw new CloudException(
                    ErrorCode.FORBIDDEN,
                    "%s is the cloud's private key and others can use it: run 'chmod 600 %s'"
                            .formatted(file, file));
        }
        String text = Files.readString(file);
        PrivateKey key =
                KeyFactory.getInstance(ALGORITHM)
                        .generatePrivate(new PKCS8EncodedKeySpec(section(PRIVATE, text)));
        return new KeyPair(publicKey(text), key);
    }

    private static boolean othersMayUse(Set<PosixFilePermission> rights) {
        return !Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                .containsAll(rights);
    }

    private KeyPair make() throws IOException, GeneralSecurityException {
        KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly());
        Files.writeString(
                fresh,
                pem(PRIVATE, made.getPrivate().getEncoded())
                        + pem(PUBLIC, made.getPublic().getEncoded()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    private FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, BASE64.encodeToString(bytes), kind);
    }

    private static byte[] section(String kind, String pem) {
        Matcher section =
                Pattern.compile(
                                "-----BEGIN %s-----([A-Za-z0-9+/=\\s]*)-----END %s-----"
                                        .formatted(kind, kind))
                        .matcher(pem);
        if (!section.find()) {
            throw new IllegalArgumentException("there is no %s in it".formatted(kind));
        }
        return Base64.getMimeDecoder().decode(section.group(1));
    }
}
