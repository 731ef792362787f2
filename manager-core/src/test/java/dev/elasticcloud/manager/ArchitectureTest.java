package dev.elasticcloud.manager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Holds the arrows between the packages; docs/architecture.md draws them.
class ArchitectureTest {

    private static final String ROOT = "dev.elasticcloud.manager";

    /// Which packages each may use, itself aside; the root and what stands on it may use all.
    private static final Map<String, List<String>> ARROWS =
            Map.ofEntries(
                    Map.entry("model", List.of()),
                    Map.entry("api", List.of("model")),
                    Map.entry("plan", List.of("model")),
                    Map.entry("scale", List.of("model", "scale.kubernetes", "scale.knative")),
                    Map.entry("scale.kubernetes", List.of("model")),
                    Map.entry("scale.knative", List.of("model")),
                    Map.entry("scale.trial", List.of("model", "scale")),
                    Map.entry("spi", List.of("model")),
                    Map.entry("engine", List.of("api", "model", "plan", "scale", "spi")),
                    Map.entry("docker", List.of("json", "model", "spi", "pods")),
                    Map.entry("haproxy", List.of("model", "spi")),
                    Map.entry("jobs", List.of("api", "model", "spi")),
                    Map.entry("usage", List.of("model", "spi")),
                    Map.entry("json", List.of("model")),
                    Map.entry("remote", List.of("api", "json", "model")),
                    Map.entry("rest", List.of("api", "json", "model", "pods", "spi")),
                    Map.entry("store", List.of("json", "model", "spi")),
                    Map.entry("pods", List.of("api", "model")),
                    Map.entry("simulation", List.of("model", "spi")));

    private static final List<String> ON_TOP = List.of(ROOT, ROOT + ".bench", ROOT + ".chaos");

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
                            || allowed.stream().anyMatch(a -> from.equals(ROOT + "." + a));
                });
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
    }

    @Test
    void theModelAndTheDecisionsUseTheJdkAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".model", ROOT + ".plan", ROOT + ".scale..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", ROOT + "..")
                .check(CLASSES);
    }

    @Test
    void onlyTheDockerAdapterUsesDockerJava() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".docker")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.dockerjava..")
                .check(CLASSES);
    }

    @Test
    void decisionsAreMadeWithoutClockThreadOrFile() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".model", ROOT + ".plan", ROOT + ".scale..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .check(CLASSES);
    }
}
