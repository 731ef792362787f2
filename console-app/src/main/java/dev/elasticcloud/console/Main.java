package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.CloudCommand;
import dev.elasticcloud.console.cli.session.ManagerAccess;
import java.nio.file.Path;
import java.util.Locale;

/// The entry of the program, started by the `cloud` script. Joins the command line to the programs
/// that it starts and to the managers that it asks.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Numbers are written in the digits 0 to 9 and with a point, for people and machines alike,
        // whatever the user's locale: they are compared, copied and given back as arguments.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Path home = Path.of(System.getProperty("elasticcloud.home", ".")).toAbsolutePath();
        ManagerAccess managers = new ReachableManagers(home);
        System.exit(CloudCommand.run(new ProgramRunner(home, managers), managers, args));
    }
}
