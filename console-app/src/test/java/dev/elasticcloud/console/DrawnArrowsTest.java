package dev.elasticcloud.console;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the code of all modules to the arrows that docs/architecture.md draws.
///
/// A line `a, b ─> c, d` lets the packages a and b use c and d, and each other line of a package adds
/// to that. Names belong to the module above them unless they begin with a module's name; `x.*` means x
/// and all packages below it. The root of a module may use everything: it wires.
class DrawnArrowsTest {

    private static final String PROJECT = "dev.elasticcloud.";
    private static final List<String> MODULES = List.of("manager", "lab", "console");
    private static final String ARROW = "─>";

    /// Screens, which may be made of several packages, know nothing of each other.
    private static final String SCREENS = "console.feature.";

    private static final Map<String, List<String>> ARROWS = new TreeMap<>();

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(MODULES.stream().map(m -> PROJECT + m).toList());

    /// What each package uses of the others.
    private static final Map<String, Set<String>> USES =
            CLASSES.stream()
                    .collect(
                            groupingBy(
                                    DrawnArrowsTest::packageOf,
                                    TreeMap::new,
                                    flatMapping(
                                            DrawnArrowsTest::used, toCollection(TreeSet::new))));

    private static Stream<String> used(JavaClass one) {
        return one.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass())
                .map(target -> target.getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(PROJECT))
                .map(DrawnArrowsTest::packageOf)
                .filter(name -> !name.equals(packageOf(one)));
    }

    private static String packageOf(JavaClass one) {
        return one.getPackageName().substring(PROJECT.length());
    }

    @BeforeAll
    static void readTheDrawing() throws IOException {
        String module = "";
        for (String line : drawing()) {
            if (MODULES.contains(line.strip())) {
                module = line.strip();
            } else if (!line.isBlank()) {
                String[] sides = line.split(ARROW, 2);
                assertThat(sides).as("a line of the drawing: %s", line).hasSize(2);
                for (String from : names(module, sides[0])) {
                    ARROWS.computeIfAbsent(from, f -> new ArrayList<>())
                            .addAll(names(module, sides[1]));
                }
            }
        }
    }

    /// The lines of the code blocks that begin with a module's name.
    private static List<String> drawing() throws IOException {
        List<String> drawing = new ArrayList<>();
        boolean inside = false;
        for (String block : Files.readString(page()).split("(?m)^```.*$")) {
            if (inside && MODULES.contains(block.strip().lines().findFirst().orElse("").strip())) {
                block.lines().forEach(drawing::add);
            }
            inside = !inside;
        }
        return drawing;
    }

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        Path docs = Path.of("docs", "architecture.md");
        return Files.exists(here.resolve(docs))
                ? here.resolve(docs)
                : here.resolve("..").resolve(docs);
    }

    private static List<String> names(String module, String side) {
        return Arrays.stream(side.split(","))
                .map(String::strip)
                .filter(name -> !name.equals("nothing"))
                .map(
                        name ->
                                MODULES.stream().anyMatch(m -> (name + ".").startsWith(m + "."))
                                        ? name
                                        : module + "." + name)
                .toList();
    }

    private static boolean isMeant(String pattern, String name) {
        return pattern.endsWith(".*")
                ? (name + ".").startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    private static List<String> allowed(String name) {
        return ARROWS.entrySet().stream()
                .filter(line -> isMeant(line.getKey(), name))
                .flatMap(line -> line.getValue().stream())
                .toList();
    }

    private static boolean isOneScreen(String one, String other) {
        return one.startsWith(SCREENS) && screen(one).equals(screen(other));
    }

    private static List<String> screen(String name) {
        return Arrays.stream(name.split("\\.")).limit(3).toList();
    }

    @Test
    void packagesUseOnlyWhatTheArrowsAllow() {
        Map<String, Set<String>> undrawn = new TreeMap<>();
        USES.forEach(
                (from, uses) ->
                        uses.stream()
                                .filter(to -> !MODULES.contains(from) && !isOneScreen(from, to))
                                .filter(to -> allowed(from).stream().noneMatch(a -> isMeant(a, to)))
                                .forEach(
                                        to ->
                                                undrawn.computeIfAbsent(from, f -> new TreeSet<>())
                                                        .add(to)));
        assertThat(undrawn).as("uses that docs/architecture.md does not draw").isEmpty();
    }

    @Test
    void everyPackageIsInTheDrawing() {
        assertThat(USES.keySet())
                .filteredOn(name -> !MODULES.contains(name))
                .allMatch(name -> ARROWS.keySet().stream().anyMatch(line -> isMeant(line, name)));
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(PROJECT + "(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyArrowIsUsed() {
        List<String> unused = new ArrayList<>();
        ARROWS.forEach(
                (from, targets) ->
                        targets.stream()
                                .filter(
                                        to ->
                                                USES.entrySet().stream()
                                                        .filter(u -> isMeant(from, u.getKey()))
                                                        .flatMap(u -> u.getValue().stream())
                                                        .noneMatch(u -> isMeant(to, u)))
                                .forEach(to -> unused.add(from + " " + ARROW + " " + to)));
        assertThat(unused).as("arrows of docs/architecture.md that nothing uses").isEmpty();
    }
}
