package dev.elasticcloud.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.elasticcloud.manager.api.CloudManager;

import javafx.application.Platform;

import org.junit.jupiter.api.Test;

/// Holds the arrows of the console; docs/architecture.md draws them.
class ArchitectureTest {

    private static final String ROOT = "dev.elasticcloud.console";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void noFeatureKnowsAnother() {
        slices().matching(ROOT + ".feature.(*)..").should().notDependOnEachOther().check(CLASSES);
    }

    @Test
    void onlyTheConnectionAsksTheManagerOnAScreensBehalf() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".shell..", ROOT + ".control..", ROOT + ".fx..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(CloudManager.class)
                .check(CLASSES);
        noClasses()
                .that()
                .haveSimpleNameEndingWith("View")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(CloudManager.class)
                .check(CLASSES);
    }

    @Test
    void aModelKnowsNoSceneAndAControlNoCloud() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx.scene..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".control..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".connection..", ROOT + ".feature..", ROOT + ".shell..")
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
    void theCommandLineAndTheDemonstrationKnowOnlyTheManagersApiAndModel() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".cli..", ROOT + ".demo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx..", ROOT + ".app..", ROOT + ".feature..", ROOT + ".connection..")
                .check(CLASSES);
    }
}
