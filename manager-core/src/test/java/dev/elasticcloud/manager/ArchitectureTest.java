package dev.elasticcloud.manager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds the arrows between the packages; docs/architecture.md draws them.
class ArchitectureTest {

    private static final String ROOT = "dev.elasticcloud.manager";

    /// Stands for all packages of the model in the arrows below.
    private static final String MODEL = "model..";

    /// Stands for all packages below `rest`, not for `rest` itself.
    private static final String REST = "rest..";

    /// Which packages each may use, itself aside; the root and what stands on it may use all.
    private static final Map<String, List<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("model", List.of()),
                    Map.entry("model.spec", List.of("model")),
                    Map.entry("model.observed", List.of("model", "model.spec")),
                    Map.entry("model.job", List.of("model", "model.spec")),
                    Map.entry("model.record", List.of("model", "model.spec", "model.observed")),
                    Map.entry("model.status", List.of(MODEL)),
                    Map.entry("api", List.of(MODEL)),
                    Map.entry("view", List.of(MODEL)),
                    Map.entry("plan", List.of(MODEL, "view")),
                    Map.entry("scale", List.of(MODEL, "scale.brake", "scale.hpa", "scale.kpa")),
                    Map.entry("scale.brake", List.of(MODEL)),
                    Map.entry("scale.hpa", List.of(MODEL)),
                    Map.entry("scale.kpa", List.of(MODEL)),
                    Map.entry("scale.trial", List.of(MODEL, "scale")),
                    Map.entry("spi", List.of(MODEL)),
                    Map.entry("feed", List.of("api", MODEL)),
                    Map.entry(
                            "engine",
                            List.of(
                                    "engine.record",
                                    "engine.spec",
                                    "api",
                                    "feed",
                                    MODEL,
                                    "plan",
                                    "scale",
                                    "spi",
                                    "view")),
                    Map.entry("engine.record", List.of(MODEL, "spi")),
                    Map.entry("engine.spec", List.of("api", MODEL, "spi", "view")),
                    Map.entry("docker", List.of("docker.connection", "json", MODEL, "spi", "pods")),
                    Map.entry(
                            "docker.balancer",
                            List.of("docker", "docker.connection", MODEL, "pods", "spi")),
                    Map.entry("docker.connection", List.of(MODEL, "spi")),
                    Map.entry("haproxy", List.of(MODEL, "spi")),
                    Map.entry("jobs", List.of("api", MODEL, "spi")),
                    Map.entry("usage", List.of(MODEL, "spi")),
                    Map.entry("json", List.of(MODEL)),
                    Map.entry("remote", List.of("api", "feed", "json", MODEL, "pods")),
                    Map.entry("rest", List.of(REST, "api", "json", MODEL, "spi")),
                    Map.entry(
                            "rest.access",
                            List.of("api", MODEL, "spi", "rest.problem", "rest.routing")),
                    Map.entry("rest.body", List.of("json", MODEL, "pods", "rest.problem")),
                    Map.entry(
                            "rest.change",
                            List.of(
                                    "api",
                                    "json",
                                    MODEL,
                                    "pods",
                                    "spi",
                                    "rest.problem",
                                    "rest.routing")),
                    Map.entry(
                            "rest.document",
                            List.of("json", MODEL, "rest.problem", "rest.routing")),
                    Map.entry("rest.http", List.of("api", "json", "rest.problem")),
                    Map.entry("rest.metrics", List.of("api", MODEL)),
                    Map.entry("rest.problem", List.of("api", "json")),
                    Map.entry("rest.routes", List.of(REST, "api", "json", MODEL)),
                    Map.entry("rest.routing", List.of("json", MODEL, "rest.problem")),
                    Map.entry("rest.stream", List.of("api", "json", MODEL)),
                    Map.entry("store", List.of("json", MODEL, "spi")),
                    Map.entry("pods", List.of("api", MODEL)),
                    Map.entry("simulation", List.of(MODEL, "spi")));

    private static final List<String> ON_TOP = List.of(ROOT);

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void packagesUseOnlyWhatTheArrowsAllow() {
        ARROWS.forEach(
                (name, allowed) ->
                        classes()
                                .that()
                                .resideInAPackage(ROOT + "." + name)
                                .should()
                                .onlyDependOnClassesThat(allowedFor(name, allowed))
                                .check(CLASSES));
    }

    private static DescribedPredicate<JavaClass> allowedFor(String name, List<String> allowed) {
        return DescribedPredicate.describe(
                "are of " + name + ", " + allowed + " or not of ours",
                used -> {
                    String from = used.getPackageName();
                    return !from.startsWith(ROOT)
                            || from.equals(ROOT + "." + name)
                            || allowed.stream().anyMatch(a -> isMeant(a, from));
                });
    }

    private static boolean isMeant(String arrow, String from) {
        return switch (arrow) {
            case MODEL -> (from + ".").startsWith(ROOT + ".model.");
            case REST -> from.startsWith(ROOT + ".rest.");
            default -> from.equals(ROOT + "." + arrow);
        };
    }

    @Test
    void everyPackageIsInTheDrawing() {
        List<String> known = ARROWS.keySet().stream().map(n -> ROOT + "." + n).toList();

        assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
                .allMatch(p -> ON_TOP.contains(p) || known.contains(p));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching(ROOT + ".model.(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching(ROOT + ".rest.(*)..").should().beFreeOfCycles().check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void theManagersClockAloneAsksForTheTimeOfDay() {
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
