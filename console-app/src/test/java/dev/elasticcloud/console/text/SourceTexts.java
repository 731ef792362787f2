package dev.elasticcloud.console.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The literals in the sources of the window, and the calls that ask for a text.
final class SourceTexts {

    /// A literal; one that is joined from several parts counts as one.
    ///
    /// @param in the name of the method or class that it is an argument of, as written; empty when
    ///     it is none
    record Literal(String file, String text, String in) {}

    /// A call of [Texts#text] or [Texts#count].
    ///
    /// @param key its key, or the beginning of its key
    /// @param whole whether the key is a literal
    /// @param arguments how many arguments it has, without the count of [Texts#count]
    record Call(String file, String key, boolean whole, boolean counts, int arguments) {}

    private static final Path SOURCES =
            Path.of(System.getProperty("elasticcloud.home"))
                    .resolve("console-app/src/main/java/dev/elasticcloud/console");

    private final List<Literal> literals = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();

    /// @param packages folders whose files, at any depth, are read
    SourceTexts(List<String> packages) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> paths = packages.stream().flatMap(SourceTexts::files).toList();
            var sources = files.getJavaFileObjectsFromPaths(paths);
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, List.of(), null, sources);
            for (CompilationUnitTree unit : task.parse()) {
                String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
                new Reader(file).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> found = Files.walk(SOURCES.resolve(folder))) {
            return found.filter(path -> path.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Literal> literals() {
        return literals;
    }

    List<Call> calls() {
        return calls;
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final String file;

        Reader(String file) {
            this.file = file;
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, @Nullable Void none) {
            String name = call.getMethodSelect().toString();
            boolean counts = name.equals("count") || name.equals("Texts.count");
            boolean asks = counts || name.equals("text") || name.equals("Texts.text");
            @Nullable ExpressionTree key =
                    call.getArguments().isEmpty() ? null : call.getArguments().get(0);
            if (asks && key instanceof BinaryTree sum && !beginning(sum).isEmpty()) {
                calls.add(new Call(file, beginning(sum), false, counts, 0));
            } else if (asks && key instanceof LiteralTree literal && isText(literal)) {
                int arguments = call.getArguments().size() - (counts ? 2 : 1);
                calls.add(new Call(file, textOf(literal), true, counts, arguments));
            }
            return super.visitMethodInvocation(call, none);
        }

        @Override
        public @Nullable Void visitBinary(BinaryTree sum, @Nullable Void none) {
            String whole = joined(sum);
            if (whole == null) {
                return super.visitBinary(sum, none);
            }
            literals.add(new Literal(file, whole, owner()));
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
            if (isText(literal)) {
                literals.add(new Literal(file, textOf(literal), owner()));
            }
            return null;
        }

        private static String beginning(ExpressionTree sum) {
            return sum instanceof BinaryTree binary
                    ? beginning(binary.getLeftOperand())
                    : sum instanceof LiteralTree literal ? textOf(literal) : "";
        }

        private static boolean isText(Tree tree) {
            return tree instanceof LiteralTree literal && literal.getValue() instanceof String;
        }

        private static String textOf(LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }

        /// The text of literals that are joined by `+`; null when there are other operands.
        private static @Nullable String joined(Tree tree) {
            if (tree instanceof ParenthesizedTree inner) {
                return joined(inner.getExpression());
            }
            if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                String left = joined(sum.getLeftOperand());
                String right = joined(sum.getRightOperand());
                return left == null || right == null ? null : left + right;
            }
            return tree instanceof LiteralTree literal && isText(literal) ? textOf(literal) : null;
        }

        /// What the current tree is an argument of; the object that a method is called on is none.
        private String owner() {
            Tree child = getCurrentPath().getLeaf();
            for (TreePath at = getCurrentPath().getParentPath();
                    at != null;
                    at = at.getParentPath()) {
                Tree tree = at.getLeaf();
                if (tree instanceof MethodInvocationTree call && call.getMethodSelect() != child) {
                    return lastName(call.getMethodSelect());
                }
                if (tree instanceof NewClassTree made) {
                    return "new " + made.getIdentifier();
                }
                if (!(tree instanceof ExpressionTree)) {
                    return "";
                }
                child = tree;
            }
            return "";
        }

        private static String lastName(ExpressionTree method) {
            if (!(method instanceof MemberSelectTree select)) {
                return method.toString();
            }
            boolean plain = select.getExpression().toString().matches("[A-Z]\\w*|LOG");
            return plain ? select.toString() : select.getIdentifier().toString();
        }
    }
}
