/// The console and the `cloud` command line.
module dev.elasticcloud.console {
    requires static transitive org.jspecify;
    requires dev.elasticcloud.manager;
    requires dev.elasticcloud.lab;
    requires org.slf4j;
    requires java.desktop;
    requires java.management;
    requires javafx.controls;
    requires javafx.swing;
    requires atlantafx.base;
    requires org.controlsfx.controls;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires com.techsenger.jeditermfx.core;
    requires info.picocli;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires com.fasterxml.jackson.databind;

    // The stylesheet names skins of controls.
    exports dev.elasticcloud.console.control to
            javafx.controls;

    opens dev.elasticcloud.console.bench to
            com.fasterxml.jackson.databind;
    opens dev.elasticcloud.console.cli to
            info.picocli;
    opens dev.elasticcloud.console.cli.command.access to
            info.picocli;
    opens dev.elasticcloud.console.cli.command.job to
            info.picocli;
    opens dev.elasticcloud.console.cli.command.pod to
            info.picocli;
    opens dev.elasticcloud.console.cli.command.program to
            info.picocli;
    opens dev.elasticcloud.console.cli.command.record to
            info.picocli;
    opens dev.elasticcloud.console.cli.input to
            info.picocli;
    opens dev.elasticcloud.console.cli.session to
            info.picocli;
    opens dev.elasticcloud.console.cli.shell to
            info.picocli;
    opens dev.elasticcloud.console.demo to
            com.fasterxml.jackson.databind;
}
