package trysail.script;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;

/** The classes of one shell's snippets, over those of this process: snippets see our sessions, not copies of them. */
final class SnippetLoader extends ClassLoader implements LoaderDelegate {
    /** What the JDK's local execution makes each loop of a snippet call. */
    private static final String STOP_CHECK = "REPL.$Cancel$";

    private final Map<String, byte[]> defined = new ConcurrentHashMap<>();
    private final Map<String, byte[]> all = new ConcurrentHashMap<>();

    SnippetLoader() {
        super("jshell", SnippetLoader.class.getClassLoader());
        defined.put(STOP_CHECK, stopCheck());
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        var installed = new boolean[classes.length];
        for (var one : classes) {
            defined.put(one.name(), one.bytecodes());
            all.put(one.name(), one.bytecodes());
        }
        try {
            for (var i = 0; i < classes.length; i++) {
                var unused = loadClass(classes[i].name());
                installed[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException("a snippet's class cannot be loaded: " + e, installed);
        }
    }

    /** Every class that came so far, by name. */
    Map<String, byte[]> all() {
        return Map.copyOf(all);
    }

    /** The bytes of {@link #STOP_CHECK}, for whoever runs the same classes again. */
    static Map.Entry<String, byte[]> brake() {
        return Map.entry(STOP_CHECK, stopCheck());
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) { // the JVM's own lock: a second one could wait for it
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            var bytes = defined.remove(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Snippets are never redefined here: each version has a class of its own. */
    @Override
    public void classesRedefined(ClassBytecodes[] classes) {}

    @Override
    public void addToClasspath(String path) throws NotImplementedException {
        throw new NotImplementedException("the class path is that of this process");
    }

    /**
     * {@code package REPL; public class $Cancel$ { public static void stopCheck() { Brake.check(); } }} as bytes: the
     * JDK's own one would end, with a snippet, every session whose strategy was defined in the same shell.
     */
    private static byte[] stopCheck() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeInt(52); // Java 8: no stack maps
            out.writeShort(13);
            name(out, STOP_CHECK.replace('.', '/'), 1); // 1, 2
            name(out, "java/lang/Object", 3); // 3, 4
            text(out, "stopCheck"); // 5
            text(out, "()V"); // 6
            text(out, "Code"); // 7
            name(out, Brake.class.getName().replace('.', '/'), 8); // 8, 9
            text(out, "check"); // 10
            pair(out, 12, 10, 6); // 11: check()
            pair(out, 10, 9, 11); // 12: Brake.check()
            shorts(out, 0x21, 2, 4, 0, 0, 1); // public class 2 extends 4, one method
            shorts(out, 0x9, 5, 6, 1, 7); // public static 5 6, one attribute: code
            out.writeInt(16);
            shorts(out, 0, 0);
            out.writeInt(4);
            out.write(new byte[] {(byte) 0xB8, 0, 12, (byte) 0xB1}); // invokestatic 12, return
            shorts(out, 0, 0, 0); // no handlers, no attributes, none of the class
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeByte(1);
        out.writeUTF(text);
    }

    /** A class name: the text at this index, the class at the next one. */
    private static void name(DataOutputStream out, String name, int index) throws IOException {
        text(out, name);
        out.writeByte(7);
        out.writeShort(index);
    }

    private static void pair(DataOutputStream out, int tag, int first, int second) throws IOException {
        out.writeByte(tag);
        shorts(out, first, second);
    }

    private static void shorts(DataOutputStream out, int... values) throws IOException {
        for (var value : values) {
            out.writeShort(value);
        }
    }
}
