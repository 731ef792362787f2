/// Benchmarks and chaos: what the manager costs, how fast it is, and what it survives. Stands on
/// the manager; nothing of the manager knows it.
module dev.elasticcloud.lab {
    requires static transitive org.jspecify;
    requires dev.elasticcloud.manager;
    requires com.fasterxml.jackson.databind;
    requires com.github.dockerjava.api;
    // the pictures that benchmarks leave
    requires java.desktop;
    requires java.sql;
    requires okhttp3;

    exports dev.elasticcloud.lab.bench;
    exports dev.elasticcloud.lab.chaos;

    opens dev.elasticcloud.lab.bench to
            com.fasterxml.jackson.databind;
}
