package dev.elasticcloud.manager.api;

/// A standing wish to be told; closing it ends the telling.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
