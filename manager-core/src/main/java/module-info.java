/// The manager of an elastic cloud on plain Docker, usable without the console.
module dev.elasticcloud.manager {
    // read at run time: which JSON fields may be absent
    requires transitive org.jspecify;
    requires org.slf4j;
    requires java.sql;
    requires com.github.dockerjava.api;
    requires com.github.dockerjava.core;
    requires com.github.dockerjava.transport;
    requires com.github.dockerjava.transport.zerodep;
    // docker-java needs these by name on the module path, or it fails only at run time
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.annotation;
    requires org.apache.commons.codec;
    requires org.apache.commons.compress;
    requires org.apache.commons.io;
    requires org.apache.commons.lang3;
    requires com.google.common;
    // and these when Docker is reached with TLS
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires okhttp3;
    requires com.samskivert.jmustache;
    requires com.google.protobuf;
    requires org.jdbi.v3.core;
    // jdbi needs this by name on the module path, or it fails only at run time
    requires io.leangen.geantyref;
    requires org.xerial.sqlitejdbc;
    requires HdrHistogram;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.util;
    requires org.eclipse.jetty.websocket.core.common;
    requires org.eclipse.jetty.websocket.core.server;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    // the counters need these by name on the module path, or they fail only at run time
    requires io.prometheus.metrics.config;
    requires io.prometheus.metrics.tracer.common;
    requires io.prometheus.metrics.tracer.initializer;
    requires okio;

    opens dev.elasticcloud.manager.evidence to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.manager.json to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.manager.remote to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.manager.rest.body to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.manager.rest.change to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.manager.rest.problem to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.manager.rest.routes to
            com.fasterxml.jackson.databind;

    exports dev.elasticcloud.manager;
    exports dev.elasticcloud.manager.api;
    exports dev.elasticcloud.manager.files;
    exports dev.elasticcloud.manager.model;
    exports dev.elasticcloud.manager.model.job;
    exports dev.elasticcloud.manager.model.observed;
    exports dev.elasticcloud.manager.model.record;
    exports dev.elasticcloud.manager.model.spec;
    exports dev.elasticcloud.manager.model.status;

    // benchmarks and chaos look at single parts; users of the library cannot
    exports dev.elasticcloud.manager.docker to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.docker.balancer to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.docker.connection to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.engine to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.jobs to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.scale to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.scale.trial to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.simulation to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.spi to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.store to
            dev.elasticcloud.lab;
    exports dev.elasticcloud.manager.usage to
            dev.elasticcloud.lab;
}
