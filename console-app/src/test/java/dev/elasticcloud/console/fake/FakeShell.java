package dev.elasticcloud.console.fake;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A shell that records what is typed and prints what a test tells it.
public final class FakeShell implements ShellSession {

    private final Consumer<byte[]> output;
    private final List<byte[]> typed = new CopyOnWriteArrayList<>();
    private final List<TerminalSize> sizes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ShellEnd> ended = new CompletableFuture<>();
    private volatile String refusal = "";
    private volatile boolean closed;

    public FakeShell(TerminalSize size, Consumer<byte[]> output) {
        this.output = output;
        sizes.add(size);
    }

    public void print(String text) {
        output.accept(text.getBytes(StandardCharsets.UTF_8));
    }

    public void end(ShellEnd end) {
        ended.complete(end);
    }

    /// Takes nothing from now on.
    public void refuse(String why) {
        refusal = why;
    }

    public String typed() {
        StringBuilder all = new StringBuilder();
        typed.forEach(each -> all.append(new String(each, StandardCharsets.UTF_8)));
        return all.toString();
    }

    /// How much came at once, each time.
    public List<Integer> pieces() {
        return typed.stream().map(each -> each.length).toList();
    }

    /// The first size and each later one.
    public List<TerminalSize> sizes() {
        return List.copyOf(sizes);
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void write(byte[] bytes) {
        if (!refusal.isEmpty()) {
            throw new CloudException(ErrorCode.CONFLICT, refusal);
        }
        typed.add(bytes.clone());
    }

    @Override
    public void resize(TerminalSize size) {
        sizes.add(size);
    }

    @Override
    public CompletableFuture<ShellEnd> ended() {
        return ended;
    }

    @Override
    public void close(String reason) {
        closed = true;
        ended.complete(ShellEnd.cut(reason));
    }
}
