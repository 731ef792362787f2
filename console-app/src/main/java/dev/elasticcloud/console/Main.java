package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.CloudCommand;
import dev.elasticcloud.console.cli.session.ManagerAccess;
import java.nio.file.Path;
import java.util.Locale;

/// The entry of the program, started by the `cloud` script. Connects the command line to the
/// programs that it starts and to the managers that it uses.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Numbers are always written in the digits 0 to 9 with a decimal point, independently of
        // the user's locale, because they are compared, copied and used as arguments.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        Path home = Path.of(System.getProperty("elasticcloud.home", ".")).toAbsolutePath();
        ManagerAccess managers = new ReachableManagers(home);
        System.exit(CloudCommand.run(new ProgramRunner(home, managers), managers, args));
    }
}
