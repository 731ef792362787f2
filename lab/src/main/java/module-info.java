/// Benchmarks and chaos: what the manager costs, how fast it is, and which faults it survives.
/// Uses the manager, which does not depend on it.
module dev.elasticcloud.lab {
    requires static transitive org.jspecify;
    requires dev.elasticcloud.manager;
    requires com.fasterxml.jackson.databind;
    requires com.github.dockerjava.api;
    // for the pictures that benchmarks write
    requires java.desktop;
    requires java.sql;
    requires okhttp3;

    exports dev.elasticcloud.lab.bench;
    exports dev.elasticcloud.lab.chaos;

    opens dev.elasticcloud.lab.bench to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.lab.bench.measure to
            com.fasterxml.jackson.databind;
}
