package dev.elasticcloud.manager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/// Holds what packages of the library may use of others, besides the arrows that docs/architecture.md
/// draws and the console's `DrawnArrowsTest` holds for all modules.
class ArchitectureTest {

    private static final String ROOT = "dev.elasticcloud.manager";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theModelAndTheDecisionsUseTheJdkAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".model..", ROOT + ".plan", ROOT + ".view", ROOT + ".scale..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", ROOT + "..")
                .check(CLASSES);
    }

    @Test
    void onlyTheDockerAdapterUsesDockerJava() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".docker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.dockerjava..")
                .check(CLASSES);
    }

    @Test
    void decisionsAreMadeWithoutClockThreadOrFile() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".model..", ROOT + ".view", ROOT + ".plan", ROOT + ".scale..")
                .should()
                .accessTargetWhere(asks(TIME_OF_DAY).or(asks(STEADY_TIME)))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.net", "java.nio.channels")
                .check(CLASSES);
    }

    @Test
    void onlyTheManagersClockReadsTheTimeOfDay() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ManagerClock.class.getName())
                .should()
                .accessTargetWhere(asks(TIME_OF_DAY))
                .check(CLASSES);
    }

    /// What answers with the time of day.
    private static final Set<String> TIME_OF_DAY =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.time.Instant.now",
                    "java.time.InstantSource.system",
                    "java.time.Clock.system",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.tick",
                    "java.time.Clock.tickMillis",
                    "java.time.Clock.tickSeconds",
                    "java.time.Clock.tickMinutes",
                    "java.time.LocalDate.now",
                    "java.time.LocalTime.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.util.Date.<init>");

    private static final Set<String> STEADY_TIME = Set.of("java.lang.System.nanoTime");

    private static DescribedPredicate<JavaAccess<?>> asks(Set<String> sources) {
        return DescribedPredicate.describe(
                "ask " + sources,
                access ->
                        sources.contains(
                                access.getTargetOwner().getFullName()
                                        + "."
                                        + access.getTarget().getName()));
    }
}
