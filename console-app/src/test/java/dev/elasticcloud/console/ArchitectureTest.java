package dev.elasticcloud.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Link;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/// Holds who may touch what in the console's windows: views, models, the connection and the FX
/// thread.
class ArchitectureTest {

    private static final String ROOT = "dev.elasticcloud.console";
    private static final String API = "dev.elasticcloud.manager.api";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /// What a manager can be asked; whoever made a cloud closes it.
    private static final Set<String> QUESTIONS =
            Arrays.stream(CloudManager.class.getMethods())
                    .map(Method::getName)
                    .filter(name -> !name.equals("close"))
                    .collect(Collectors.toSet());

    @Test
    void onlyTheConnectionAsksTheManagerForTheScreens() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".app..",
                        ROOT + ".shell..",
                        ROOT + ".feature..",
                        ROOT + ".control..")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "it asks a manager",
                                (JavaMethodCall call) ->
                                        call.getTargetOwner().isAssignableTo(CloudManager.class)
                                                && QUESTIONS.contains(call.getName())))
                .check(CLASSES);
    }

    @Test
    void aViewKnowsItsModelAndNoConnection() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".shell..", ROOT + ".feature..")
                .and()
                .haveSimpleNameNotEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(CloudConnection.class)
                .check(CLASSES);
    }

    @Test
    void theFrameKnowsOfTheManagersApiOnlyHowAManagerIsReached() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".shell..")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe(
                                "are of the manager's api, other than its link",
                                (JavaClass used) ->
                                        used.getPackageName().equals(API)
                                                && !used.isEquivalentTo(Link.class)))
                .check(CLASSES);
    }

    @Test
    void aModelKnowsNoScene() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx.scene..")
                .check(CLASSES);
    }

    @Test
    void workIsHandedToTheFxThreadInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".fx")
                .should()
                .callMethod(Platform.class, "runLater", Runnable.class)
                .check(CLASSES);
    }

    @Test
    void theCommandLineAndTheDemoUseNoWindow() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".cli..", ROOT + ".clouds..", ROOT + ".demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .check(CLASSES);
    }
}
