package dev.elasticcloud.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the arrows between the packages of the console; docs/architecture.md draws them.
class ArchitectureTest {

    private static final String PROJECT = "dev.elasticcloud.";
    private static final String ROOT = PROJECT + "console";

    /// Stands for all packages of the manager's model in the arrows below.
    private static final String MODEL = "manager.model..";

    private static final String API = "manager.api";

    /// Stands for all screens in the arrows below.
    private static final String FEATURES = "console.feature..";

    /// Which packages of this project each may use besides itself. The root may use all: it wires.
    private static final Map<String, List<String>> ARROWS =
            Map.ofEntries(
                    Map.entry(
                            "console.cli",
                            List.of(
                                    "console.cli.command.access",
                                    "console.cli.command.job",
                                    "console.cli.command.pod",
                                    "console.cli.command.program",
                                    "console.cli.command.record",
                                    "console.cli.session",
                                    "console.cli.shell",
                                    "console.clouds",
                                    API,
                                    MODEL)),
                    Map.entry(
                            "console.cli.command.access",
                            List.of(
                                    "console.cli.session",
                                    "console.cli.output",
                                    "console.clouds",
                                    API,
                                    MODEL)),
                    Map.entry(
                            "console.cli.command.job",
                            List.of(
                                    "console.cli.session",
                                    "console.cli.input",
                                    "console.cli.output",
                                    API,
                                    MODEL)),
                    Map.entry(
                            "console.cli.command.pod",
                            List.of(
                                    "console.cli.session",
                                    "console.cli.input",
                                    "console.cli.output",
                                    "manager",
                                    API,
                                    MODEL)),
                    Map.entry(
                            "console.cli.command.program",
                            List.of("console.cli.session", "console.cli.input", "lab.chaos")),
                    Map.entry(
                            "console.cli.command.record",
                            List.of(
                                    "console.cli.session",
                                    "console.cli.input",
                                    "console.cli.output",
                                    API,
                                    MODEL)),
                    Map.entry("console.cli.input", List.of(API, MODEL)),
                    Map.entry(
                            "console.cli.session",
                            List.of("console.cli.output", "console.clouds", API, MODEL)),
                    Map.entry("console.cli.output", List.of(MODEL)),
                    Map.entry(
                            "console.cli.shell",
                            List.of("console.cli.session", "console.cli.output", API, MODEL)),
                    Map.entry("console.clouds", List.of(API)),
                    Map.entry("console.demo", List.of(API, MODEL)),
                    Map.entry("console.sample", List.of(API, MODEL)),
                    Map.entry(
                            "console.bench",
                            List.of(
                                    "console.app",
                                    "console.fx",
                                    "console.prefs",
                                    "console.sample",
                                    API,
                                    MODEL)),
                    Map.entry(
                            "console.app",
                            List.of(
                                    "console.shell",
                                    FEATURES,
                                    "console.connection",
                                    "console.control",
                                    "console.clouds",
                                    "console.fx",
                                    "console.prefs",
                                    "console.sample",
                                    "console.task",
                                    API,
                                    MODEL)),
                    Map.entry(
                            "console.shell",
                            List.of(
                                    "console.connection",
                                    "console.control",
                                    "console.fx",
                                    "console.task",
                                    API,
                                    MODEL)),
                    Map.entry("console.connection", List.of("console.fx", "manager", API, MODEL)),
                    Map.entry("console.control", List.of()),
                    Map.entry("console.control.chart", List.of("console.control")),
                    Map.entry("console.prefs", List.of()),
                    Map.entry("console.task", List.of()),
                    Map.entry("console.fx", List.of()));

    private static final List<String> ON_TOP = List.of("console");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /// What every screen may use besides its own packages.
    private static final List<String> FEATURE_ARROWS =
            List.of(
                    "console.connection",
                    "console.control",
                    "console.control.chart",
                    "console.fx",
                    "console.prefs",
                    "console.task",
                    MODEL);

    @Test
    void packagesUseOnlyWhatTheArrowsAllow() {
        ARROWS.forEach(
                (name, allowed) ->
                        classes()
                                .that()
                                .resideInAPackage(PROJECT + name)
                                .should()
                                .onlyDependOnClassesThat(allowedFor(name, allowed))
                                .check(CLASSES));
    }

    @Test
    void screensUseOnlyWhatTheArrowsAllow() {
        CLASSES.stream()
                .map(c -> c.getPackageName().substring(PROJECT.length()))
                .filter(ArchitectureTest::isFeature)
                .distinct()
                .forEach(
                        name ->
                                classes()
                                        .that()
                                        .resideInAPackage(PROJECT + name)
                                        .should()
                                        .onlyDependOnClassesThat(
                                                allowedFor(name, featureArrows(name)))
                                        .check(CLASSES));
    }

    private static boolean isFeature(String name) {
        return name.startsWith("console.feature.");
    }

    private static List<String> featureArrows(String name) {
        String screen = String.join(".", List.of(name.split("\\.")).subList(0, 3));
        return Stream.concat(FEATURE_ARROWS.stream(), Stream.of(screen + "..")).toList();
    }

    private static DescribedPredicate<JavaClass> allowedFor(String name, List<String> allowed) {
        return DescribedPredicate.describe(
                "are of " + name + ", " + allowed + " or not of this project",
                used -> {
                    String from = used.getPackageName();
                    return !from.startsWith(PROJECT)
                            || from.equals(PROJECT + name)
                            || allowed.stream().anyMatch(a -> isMeant(a, from));
                });
    }

    private static boolean isMeant(String arrow, String from) {
        return arrow.endsWith("..")
                ? (from + ".").startsWith(PROJECT + arrow.substring(0, arrow.length() - 1))
                : from.equals(PROJECT + arrow);
    }

    @Test
    void everyPackageIsInTheDrawing() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName().substring(PROJECT.length())))
                .allMatch(p -> ON_TOP.contains(p) || ARROWS.containsKey(p) || isFeature(p));
    }

    @Test
    void everyArrowIsUsed() {
        ARROWS.forEach(
                (name, allowed) ->
                        assertThat(allowed)
                                .allSatisfy(
                                        arrow ->
                                                assertThat(isUsed(name, arrow))
                                                        .as(name + " -> " + arrow)
                                                        .isTrue()));
    }

    private static boolean isUsed(String name, String arrow) {
        return CLASSES.stream()
                .filter(c -> c.getPackageName().equals(PROJECT + name))
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .anyMatch(d -> isMeant(arrow, d.getTargetClass().getPackageName()));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noFeatureKnowsAnother() {
        slices().matching(ROOT + ".feature.(*)..").should().notDependOnEachOther().check(CLASSES);
    }
}
