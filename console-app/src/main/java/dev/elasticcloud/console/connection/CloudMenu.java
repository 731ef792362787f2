package dev.elasticcloud.console.connection;

import java.util.List;
import java.util.function.Consumer;

/// The clouds that the user can switch to. Use it on the UI thread; no method blocks, and results
/// arrive on the UI thread.
public interface CloudMenu {

    /// A cloud to choose.
    ///
    /// @param name its name
    /// @param where its address, or its kind
    /// @param current whether it is shown now
    /// @param saved whether the user has saved it and can remove it
    record Entry(String name, String where, boolean current, boolean saved) {}

    /// Lists the clouds.
    ///
    /// @param failed receives why the saved ones are missing
    void entries(Consumer<List<Entry>> found, Consumer<String> failed);

    /// Connects to a cloud and shows it; `refused` receives the reason when that fails. Of several
    /// choices the last one counts, regardless of which answers first.
    void choose(String name, Consumer<String> refused);

    /// Saves a cloud under a name, in a file that only the user can read.
    ///
    /// @param certificate a file with the certificate to trust; empty to trust what the system
    ///     trusts
    /// @param answered receives why it was not saved; empty when it was
    void save(String name, String url, String token, String certificate, Consumer<String> answered);

    /// Removes a saved cloud from the list; the cloud itself is not changed.
    ///
    /// @param answered receives why it was not removed; empty when it was
    void forget(String name, Consumer<String> answered);
}
