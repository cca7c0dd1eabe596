package trysail.library;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Somebody else's jar: sources compiled against the product, in a folder of their own, on a class path of their own. */
final class Guest implements AutoCloseable {
    private final Path classes;
    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();
    private final URLClassLoader loader;

    private Guest(Path classes) throws IOException {
        this.classes = classes;
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before);
        thread.setContextClassLoader(loader);
    }

    /** Compiles with no flag that a user would not give, and puts them on the calling thread's class path. */
    static Guest of(Path folder, List<Page.Snippet> sources) throws IOException {
        var classes = Files.createDirectories(folder.resolve("classes"));
        var files = new ArrayList<Path>();
        for (var source : sources) {
            files.add(Files.writeString(folder.resolve(source.type() + ".java"), source.text()));
        }
        var javac = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var manager = javac.getStandardFileManager(null, null, null)) {
            var options = List.of(
                    "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
            var done = javac.getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!done) {
                throw new AssertionError("does not compile: " + said);
            }
        }
        return new Guest(classes);
    }

    /** Lists providers as a jar does: a line each. */
    Guest lists(Class<?> service, String... lines) throws IOException {
        var services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(service.getName()), String.join("\n", lines) + "\n");
        return this;
    }

    Object make(String type, Object... arguments) throws ReflectiveOperationException {
        return loader.loadClass(type).getConstructors()[0].newInstance(arguments);
    }

    @Override
    public void close() throws IOException {
        thread.setContextClassLoader(before);
        loader.close();
    }
}
