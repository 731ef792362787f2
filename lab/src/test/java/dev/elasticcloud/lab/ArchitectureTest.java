package dev.elasticcloud.lab;

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
import org.junit.jupiter.api.Test;

/// Holds the arrows between the packages of the lab; docs/architecture.md draws them. That only the
/// command line uses the lab is held by the console's own test and by the module graph.
class ArchitectureTest {

    private static final String PROJECT = "dev.elasticcloud.";
    private static final String ROOT = PROJECT + "lab";

    /// Stands for all packages of the manager in the arrows below.
    private static final String MANAGER = "manager..";

    /// What any user of the library may use.
    private static final List<String> LIBRARY =
            List.of(
                    "manager",
                    "manager.api",
                    "manager.model",
                    "manager.model.job",
                    "manager.model.observed",
                    "manager.model.record",
                    "manager.model.spec",
                    "manager.model.status");

    /// Which packages of this project each may use besides itself.
    private static final Map<String, List<String>> ARROWS =
            Map.of(
                    "lab.bench",
                    List.of("lab.bench.baseline", "lab.bench.load", "lab.bench.process", MANAGER),
                    "lab.bench.baseline",
                    List.of(MANAGER),
                    "lab.bench.load",
                    List.of("manager.api", "manager.scale.trial"),
                    "lab.bench.process",
                    List.of(MANAGER),
                    "lab.chaos",
                    LIBRARY);

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
                                .resideInAPackage(PROJECT + name)
                                .should()
                                .onlyDependOnClassesThat(allowedFor(name, allowed))
                                .check(CLASSES));
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
        return arrow.equals(MANAGER)
                ? (from + ".").startsWith(PROJECT + "manager.")
                : from.equals(PROJECT + arrow);
    }

    @Test
    void everyPackageIsInTheDrawing() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName().substring(PROJECT.length())))
                .allMatch(ARROWS::containsKey);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
