package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.spi.SpecStore;
import java.util.Optional;

/// Stores the spec as one row.
final class SqliteSpecs implements SpecStore {

    private final Database database;
    private final StoreJson json;

    SqliteSpecs(Database database, StoreJson json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Optional<CloudSpec> load() {
        return database.read(
                        "read the spec",
                        handle ->
                                handle.select("SELECT body FROM spec WHERE id = 1")
                                        .mapTo(String.class)
                                        .findOne())
                .map(json::readSpec);
    }

    @Override
    public void save(CloudSpec spec) {
        String body = json.write(spec);
        database.change(
                "save the spec",
                handle ->
                        handle.execute(
                                "INSERT INTO spec (id, body) VALUES (1, ?)"
                                        + " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                                body));
    }
}
