package dev.elasticcloud.manager.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.spi.HashChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// An archive of evidence in the hands of somebody who changes it.
final class Archive {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    static Archive read(Path file) throws IOException {
        Archive archive = new Archive();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                archive.files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return archive;
    }

    Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    Map<String, byte[]> files() {
        return files;
    }

    byte[] file(String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    List<String> lines(String name) {
        return new String(file(name), StandardCharsets.UTF_8).lines().toList();
    }

    JsonNode record(int line) {
        return tree(lines(Manifest.CHAIN).get(line)).path("record");
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Changes one byte in the middle of a line's record, or of a file without lines.
    Archive flip(String name, int line) {
        byte[] bytes = file(name).clone();
        int begin = 0;
        for (int passed = 0; passed < line; begin++) {
            passed += bytes[begin] == '\n' ? 1 : 0;
        }
        int end = begin;
        while (name.endsWith(".jsonl") && bytes[end] != '\n') {
            end++;
        }
        int at = end == begin ? bytes.length / 2 : begin + 84 + (end - begin - 84) / 2;
        bytes[at] ^= 1;
        files.put(name, bytes);
        return this;
    }

    /// Changes a record of the chain, or leaves it out, and computes all hashes after it again.
    ///
    /// @param change returns the record as it is to be; a missing node to leave it out
    Archive rechain(int line, UnaryOperator<ObjectNode> change) {
        List<byte[]> records = new ArrayList<>();
        List<String> lines = lines(Manifest.CHAIN);
        for (int i = 0; i < lines.size(); i++) {
            byte[] record =
                    ChainLine.read(lines.get(i).getBytes(StandardCharsets.UTF_8))
                            .orElseThrow()
                            .record();
            if (i != line) {
                records.add(record);
            } else {
                ObjectNode changed = change.apply((ObjectNode) record(line));
                if (!changed.isEmpty()) {
                    records.add(changed.toString().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        ObjectNode manifest = manifest();
        String hash = manifest.path("chain").path("anchor").asText();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] record : records) {
            hash = HashChain.next(hash, record);
            out.writeBytes(new ChainLine(hash, record).bytes());
        }
        files.put(Manifest.CHAIN, out.toByteArray());
        ((ObjectNode) manifest.path("chain")).put("head", hash);
        return withManifest(manifest);
    }

    ObjectNode manifest() {
        return (ObjectNode) tree(new String(file(Manifest.NAME), StandardCharsets.UTF_8));
    }

    private Archive withManifest(ObjectNode manifest) {
        files.put(Manifest.NAME, manifest.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// Makes the manifest tell the present hashes and sizes of all files.
    Archive rehash() {
        ObjectNode manifest = manifest();
        for (JsonNode each : manifest.path("files")) {
            ObjectNode file = (ObjectNode) each;
            String name = file.path("name").asText();
            file.put("sha256", HashChain.of(file(name)));
            file.put("bytes", file(name).length);
            file.put("records", name.endsWith(".jsonl") ? lines(name).size() : 0);
        }
        return withManifest(manifest);
    }

    /// Signs the manifest with another key, which then is in the archive.
    Archive sign(SigningKey key) {
        files.put(Manifest.SIGNATURE, key.sign(file(Manifest.NAME)));
        files.put(Manifest.KEY, key.publicPem().getBytes(StandardCharsets.US_ASCII));
        return this;
    }
}
