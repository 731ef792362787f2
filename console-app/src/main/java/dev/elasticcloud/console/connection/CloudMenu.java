package dev.elasticcloud.console.connection;

import java.util.List;
import java.util.function.Consumer;

/// The clouds that the console can be tied to. To be used on the UI thread, which never waits.
public interface CloudMenu {

    /// A cloud to choose.
    ///
    /// @param name how it is known
    /// @param where its address, or what it is
    /// @param current whether it is the one on the screen
    /// @param saved whether the user has saved it, and may forget it
    record Entry(String name, String where, boolean current, boolean saved) {}

    List<Entry> entries();

    /// Ties the console to a cloud; `refused` is told why that could not be.
    void choose(String name, Consumer<String> refused);

    /// Saves a cloud under a name, in a file that the user alone can read.
    ///
    /// @param certificate a file with the certificate to trust; empty for those the system trusts
    /// @return what is wrong with it; empty when it is saved
    String save(String name, String url, String token, String certificate);

    /// Forgets a saved cloud, which stays as it is.
    ///
    /// @return why it could not be; empty when it is forgotten
    String forget(String name);
}
