package io.loadbank.typescript;

import com.caoccao.javet.swc4j.Swc4j;
import com.caoccao.javet.swc4j.enums.Swc4jMediaType;
import com.caoccao.javet.swc4j.enums.Swc4jParseMode;
import com.caoccao.javet.swc4j.enums.Swc4jSourceMapOption;
import com.caoccao.javet.swc4j.exceptions.Swc4jCoreException;
import com.caoccao.javet.swc4j.options.Swc4jDecoratorsTranspileOption;
import com.caoccao.javet.swc4j.options.Swc4jTranspileOptions;
import com.caoccao.javet.swc4j.outputs.Swc4jTranspileOutput;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that transpiles: reads files from its input, writes an outcome for each to its output, and ends. A file
 * that crashes it takes nothing else along.
 */
final class TranspilerProcess {

    /** The native parser recurses; only what it touches of this is ever allocated. */
    private static final long STACK_BYTES = 256L << 20;

    /** How the process ends if its native code cannot be loaded. */
    static final int UNLOADABLE = 3;

    private static final Pattern PLACE = Pattern.compile("\\n\\s+at \\S+?:(\\d+):(\\d+)\\s*$");
    private static final Pattern MAPPINGS = Pattern.compile("\"mappings\":\"([^\"]*)\"");

    private TranspilerProcess() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread worker = new Thread(null, TranspilerProcess::work, "transpiler", STACK_BYTES);
        worker.start();
        worker.join();
    }

    private static void work() {
        // not System.in and System.out: nothing that logs shall get between
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            Swc4j swc = new Swc4j();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String path = TypeScript.readText(in);
                transpile(swc, path, TypeScript.readText(in), out);
                out.flush();
            }
        } catch (IOException e) {
            // the other side sees that the output is not whole
            Runtime.getRuntime().halt(1);
        } catch (LinkageError e) {
            Runtime.getRuntime().halt(UNLOADABLE);
        }
    }

    private static void transpile(Swc4j swc, String path, String source, DataOutputStream out) throws IOException {
        String code = "";
        String mappings = "";
        String wrong = null;
        try {
            Swc4jTranspileOutput output = swc.transpile(source, options());
            code = output.getCode();
            Matcher found = MAPPINGS.matcher(output.getSourceMap());
            mappings = found.find() ? found.group(1) : "";
        } catch (Swc4jCoreException e) {
            wrong = String.valueOf(e.getMessage());
        }
        TypeScript.writeText(out, path);
        out.writeBoolean(wrong == null);
        if (wrong == null) {
            TypeScript.writeText(out, code);
            TypeScript.writeText(out, mappings);
            return;
        }
        Matcher place = PLACE.matcher(wrong);
        boolean placed = place.find();
        TypeScript.writeText(out, wrong.lines().findFirst().orElse("SyntaxError"));
        out.writeInt(placed ? Integer.parseInt(place.group(1)) : 0);
        out.writeInt(placed ? Integer.parseInt(place.group(2)) : 0);
    }

    private static Swc4jTranspileOptions options() throws IOException {
        URL nowhere = URI.create("file:///script.ts").toURL();
        return new Swc4jTranspileOptions()
                .setSpecifier(nowhere)
                .setMediaType(Swc4jMediaType.TypeScript)
                .setParseMode(Swc4jParseMode.Module)
                .setDecorators(Swc4jDecoratorsTranspileOption.Ecma())
                .setKeepComments(true)
                .setSourceMap(Swc4jSourceMapOption.Separate)
                .setInlineSources(false);
    }
}
