package dev.elasticcloud.manager.api;

import java.util.concurrent.CompletableFuture;

/// A standing wish to be told; closing it ends the telling.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();

    /// Is completed when nothing more will be told, though it was not closed; exceptionally when it
    /// broke off. What lasts as long as the cloud never ends by itself.
    default CompletableFuture<Void> ended() {
        return new CompletableFuture<>();
    }

    /// A subscription that ends by itself.
    static Subscription ending(CompletableFuture<Void> ended, Runnable closing) {
        return new Subscription() {
            @Override
            public void close() {
                closing.run();
            }

            @Override
            public CompletableFuture<Void> ended() {
                return ended;
            }
        };
    }
}
