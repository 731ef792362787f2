package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// Redraws something whenever the cloud has changed, at most twice a second, until interrupted.
public final class RefreshLoop {

    private static final long CALM_MILLIS = 500;

    private RefreshLoop() {}

    /// Runs until the thread is interrupted. Ctrl-C ends the whole program, or the command in a
    /// shell.
    public static int run(CommandSession session, Consumer<CloudSnapshot> show) {
        BlockingQueue<CloudSnapshot> latest = new ArrayBlockingQueue<>(1);
        CloudManager cloud = session.cloud();
        try (Subscription telling = cloud.subscribe(snapshot -> replace(latest, snapshot))) {
            while (true) {
                CloudSnapshot snapshot = latest.take();
                if (session.isInteractive()) {
                    session.clearScreen();
                }
                show.accept(snapshot);
                if (!session.isInteractive() && !session.isJson()) {
                    session.out().println();
                    session.out().flush();
                }
                Thread.sleep(CALM_MILLIS);
            }
        } catch (InterruptedException e) {
            return 0;
        }
    }

    private static synchronized void replace(
            BlockingQueue<CloudSnapshot> latest, CloudSnapshot snapshot) {
        latest.clear();
        latest.add(snapshot);
    }
}
