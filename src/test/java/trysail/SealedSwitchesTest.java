package trysail;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trysail.fault.Fault;
import trysail.model.FeedNotice;
import trysail.model.Intent;
import trysail.model.Terms;

/**
 * Who adds a kind of order, intent, fault or notice is told by the compiler where it has to be decided: there is no
 * {@code instanceof} over them outside the file that declares them, and no switch over any sealed type or enum of ours
 * has a {@code default}. The sources are read by the compiler itself, with their types.
 */
class SealedSwitchesTest {
    private static final Path MAIN = Path.of("src/main/java/trysail");
    /** Those that nobody may ask by {@code instanceof}: {@code event instanceof Quote q} stays a strategy's idiom. */
    private static final List<Class<?>> CLOSED = List.of(Terms.class, Intent.class, Fault.class, FeedNotice.Kind.class);
    /** Files without any of these cannot offend, and need no attribution. */
    private static final Pattern WORTH_READING = Pattern.compile("\\bswitch\\b|\\binstanceof\\b");

    private static final List<Found> FOUND = new ArrayList<>();

    private enum What {
        INSTANCEOF,
        SWITCH,
        SWITCH_WITH_DEFAULT
    }

    /** One place in the source; {@code closed} is the name of the sealed type or enum of ours that it is about. */
    private record Found(What what, String closed, String where) {}

    @BeforeAll
    static void read() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(said, null, StandardCharsets.UTF_8)) {
            var options = List.of(
                    "-proc:none",
                    "--enable-preview",
                    "--source",
                    String.valueOf(Runtime.version().feature()),
                    "-classpath",
                    System.getProperty("java.class.path"));
            var task = (JavacTask) compiler.getTask(null, files, said, options, null, sources(files));
            var units = task.parse();
            task.analyze();
            assertThat(said.getDiagnostics()).noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
            for (var unit : units) {
                new Reader(Trees.instance(task), task.getTypes(), unit).scan(unit, null);
            }
        }
    }

    private static Iterable<? extends JavaFileObject> sources(StandardJavaFileManager files) throws IOException {
        try (var all = Files.walk(MAIN)) {
            return files.getJavaFileObjectsFromPaths(
                    all.filter(SealedSwitchesTest::worthReading).toList());
        }
    }

    private static boolean worthReading(Path file) {
        try {
            return file.toString().endsWith(".java")
                    && WORTH_READING.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final Trees trees;
        private final Types types;
        private final CompilationUnitTree unit;

        private Reader(Trees trees, Types types, CompilationUnitTree unit) {
            this.trees = trees;
            this.types = types;
            this.unit = unit;
        }

        @Override
        public Void visitSwitch(SwitchTree tree, Void none) {
            note(tree, tree.getExpression(), tree.getCases());
            return super.visitSwitch(tree, none);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void none) {
            note(tree, tree.getExpression(), tree.getCases());
            return super.visitSwitchExpression(tree, none);
        }

        private void note(Tree tree, ExpressionTree selector, List<? extends CaseTree> cases) {
            var open = cases.stream()
                    .flatMap(c -> c.getLabels().stream())
                    .anyMatch(l -> l instanceof DefaultCaseLabelTree);
            note(open ? What.SWITCH_WITH_DEFAULT : What.SWITCH, tree, type(selector));
        }

        @Override
        public Void visitInstanceOf(InstanceOfTree tree, Void none) {
            note(What.INSTANCEOF, tree, type(tree.getType() == null ? tree.getPattern() : tree.getType()));
            return super.visitInstanceOf(tree, none);
        }

        private TypeMirror type(Tree tree) {
            return trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
        }

        private void note(What what, Tree tree, TypeMirror type) {
            if (type instanceof DeclaredType declared) {
                closed((TypeElement) declared.asElement()).forEach(c -> {
                    if (!unit.getSourceFile().getName().endsWith("/" + top(c) + ".java")) {
                        FOUND.add(new Found(what, c, where(tree)));
                    }
                });
            }
        }

        /** The closed types of ours that this one is or belongs to, by name. */
        private Set<String> closed(TypeElement type) {
            var names = new TreeSet<String>();
            var name = type.getQualifiedName().toString();
            var sealed = type.getModifiers().contains(Modifier.SEALED) || type.getKind() == ElementKind.ENUM;
            if (sealed && name.startsWith("trysail.")) {
                names.add(name);
            }
            types.directSupertypes(type.asType())
                    .forEach(s -> names.addAll(closed((TypeElement) ((DeclaredType) s).asElement())));
            return names;
        }

        /** The file that declares it: the first word of the name with a capital. */
        private static String top(String name) {
            return Stream.of(name.split("\\."))
                    .filter(w -> Character.isUpperCase(w.charAt(0)))
                    .findFirst()
                    .orElseThrow();
        }

        private String where(Tree tree) {
            var at = trees.getSourcePositions().getStartPosition(unit, tree);
            return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(at);
        }
    }

    private static List<Found> found(What what) {
        return FOUND.stream().filter(f -> f.what == what).toList();
    }

    @Test
    void nobodyAsksTheClosedTypesByInstanceof() {
        var closed = CLOSED.stream().map(Class::getCanonicalName).collect(toSet());
        assertThat(found(What.INSTANCEOF)).noneMatch(f -> closed.contains(f.closed));
    }

    @Test
    void noSwitchOverASealedTypeOrEnumOfOursHasADefault() {
        assertThat(found(What.SWITCH_WITH_DEFAULT)).isEmpty();
    }

    @Test
    void itHasSeenSwitchesOverEachOfThem() {
        assertThat(found(What.SWITCH))
                .extracting(Found::closed)
                .contains(CLOSED.stream().map(Class::getCanonicalName).toArray(String[]::new));
        assertThat(found(What.INSTANCEOF)).as("it can see instanceof at all").isNotEmpty();
    }
}
