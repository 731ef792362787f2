package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.CloudCommand;
import dev.elasticcloud.console.cli.session.ManagerAccess;
import java.nio.file.Path;

/// The entry of the program, started by the `cloud` script. Joins the command line to the programs
/// that it starts and to the managers that it asks.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("elasticcloud.home", ".")).toAbsolutePath();
        ManagerAccess managers = new ReachableManagers();
        System.exit(CloudCommand.run(new ProgramRunner(home, managers), managers, args));
    }
}
