package dev.elasticcloud.console.prefs;

import dev.elasticcloud.manager.files.FileFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores what a user has arranged, by key: the window's place, columns, filters, ranges. Reading
/// and changing it is quick and can be done on the UI thread; a thread of its own writes the file
/// soon after. The console runs on if the file cannot be read or written.
///
/// A key is the screen and the setting, such as `nodes.columns`.
public final class Preferences implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);
    private static final long SOON_MILLIS = 500;

    private final Map<String, String> values = new TreeMap<>();
    private final @Nullable Path file;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("preferences").factory());
    private final Object writing = new Object();
    private boolean changed;

    private Preferences(@Nullable Path file) {
        this.file = file;
    }

    /// Preferences in memory.
    public static Preferences inMemory() {
        return new Preferences(null);
    }

    /// Reads the file, so do not call it on the UI thread.
    public static Preferences read(Path file) {
        Preferences read = new Preferences(file);
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                startsAnew(FileFailure.sentence(file, "be read", e));
            } catch (IllegalArgumentException e) {
                startsAnew(file + " is not a file of preferences: " + e.getMessage());
            }
            properties
                    .stringPropertyNames()
                    .forEach(key -> read.values.put(key, properties.getProperty(key)));
        }
        return read;
    }

    private static void startsAnew(String why) {
        LOG.warn("The console starts with default preferences: {}", why);
    }

    /// The value of a key, or `otherwise` when it was never set.
    public synchronized String get(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /// The chosen constant of a key, or `otherwise` when it was never set or is no longer known.
    public <E extends Enum<E>> E get(String key, E otherwise) {
        String name = get(key, otherwise.name());
        return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }

    public void put(String key, Enum<?> constant) {
        put(key, constant.name());
    }

    /// The chosen constants of a key, or `otherwise` when it was never set.
    public <E extends Enum<E>> Set<E> get(String key, Class<E> type, Set<E> otherwise) {
        String names = get(key, names(otherwise));
        Set<E> chosen = EnumSet.noneOf(type);
        Arrays.stream(type.getEnumConstants())
                .filter(constant -> List.of(names.split(",")).contains(constant.name()))
                .forEach(chosen::add);
        return chosen;
    }

    public void put(String key, Set<? extends Enum<?>> constants) {
        put(key, names(constants));
    }

    private static String names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    public synchronized void put(String key, String value) {
        if (value.equals(values.put(key, value)) || file == null || writer.isShutdown()) {
            return;
        }
        if (!changed) {
            changed = true;
            writer.schedule(this::write, SOON_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// One write at a time, so that an older one cannot end after a newer.
    private void write() {
        synchronized (writing) {
            writeChanged();
        }
    }

    private void writeChanged() {
        Properties properties = new Properties();
        synchronized (this) {
            if (!changed || file == null) {
                return;
            }
            changed = false;
            properties.putAll(values);
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            StringWriter text = new StringWriter();
            properties.store(text, null);
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text.toString());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(FileFailure.sentence(file, "be written", e));
        }
    }

    /// Writes pending changes and ends the writing thread.
    @Override
    public void close() {
        writer.shutdown();
        write();
    }
}
