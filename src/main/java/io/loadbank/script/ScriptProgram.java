package io.loadbank.script;

import io.loadbank.typescript.SourceMap;
import io.loadbank.typescript.Transpiled;
import io.loadbank.typescript.TypeScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/**
 * A script version ready to be run: its files and what linking them has taught. Thread-safe, shared by all runs of the
 * version.
 *
 * <p>ES modules need the names of a module's exports before it runs. For built-ins, which give undefined for a name
 * they lack, and for CommonJS files, whose exports exist only once they have run, those names are what importers asked
 * for: a first link fails with the name that is missing, it is learnt, and the next one gets further.
 */
final class ScriptProgram {

    /** How a file of the upload is written. */
    enum Kind {
        ES_MODULE,
        COMMON_JS
    }

    private final ScriptFiles files;
    private final Map<String, Transpiled> typed = new ConcurrentHashMap<>();
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /** The files that are JavaScript as they stand; known once their kind is. */
    private final Set<String> plain = ConcurrentHashMap.newKeySet();

    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();
    private final Set<String> imports = new ConcurrentSkipListSet<>();
    private final AtomicLong revision = new AtomicLong();

    ScriptProgram(ScriptFiles files) {
        this.files = files;
    }

    ScriptFiles files() {
        return files;
    }

    /**
     * Transpiles what is TypeScript, unless that was done before. Blocks; to be called before any realm is made.
     */
    synchronized void prepare(TypeScript typeScript) {
        Map<String, byte[]> missing = new TreeMap<>();
        files.files().forEach((name, bytes) -> {
            String path = "/" + name;
            // a fault without a place is one of the transpiler, and perhaps of the moment
            boolean known = switch (typed.get(path)) {
                case null -> false;
                case Transpiled.Code _ -> true;
                case Transpiled.Wrong wrong -> wrong.line() > 0;
            };
            if (!known && TypeScript.isSource(path)) {
                missing.put(path, bytes);
            }
        });
        typed.putAll(typeScript.transpile(missing));
    }

    /** The JavaScript of a file. A TypeScript file that is JavaScript as it stands is left as it stands. */
    String code(String path) {
        return typed.get(path) instanceof Transpiled.Code code && !plain.contains(path) ? code.text() : text(path);
    }

    private String text(String path) {
        return new String(Objects.requireNonNull(files.at(path), path), StandardCharsets.UTF_8);
    }

    /** What is wrong with a TypeScript file; null if nothing is. */
    Transpiled.@Nullable Wrong wrong(String path) {
        return typed.get(path) instanceof Transpiled.Wrong wrong ? wrong : null;
    }

    /** The place in the uploaded file that a place in its code comes from. */
    StackText.Position uploaded(String path, int line, int column) {
        if (typed.get(path) instanceof Transpiled.Code code && !plain.contains(path)) {
            SourceMap.Place place = code.positions().source(line, column);
            return new StackText.Position(path, place.line(), place.column());
        }
        return new StackText.Position(path, line, column);
    }

    /** Counts what was learnt. */
    long revision() {
        return revision.get();
    }

    /** Remembers that a module is imported, by its specifier or its path in the upload. */
    void imported(String path) {
        imports.add(ModulePath.isBuiltin(path) ? ModulePath.specifier(path) : "." + path);
    }

    /** What the script has been seen to import, in order of name. */
    List<String> imports() {
        return List.copyOf(imports);
    }

    /** Names that importers expect of a module without exports of its own, in order. */
    Set<String> names(String path) {
        return names.getOrDefault(path, Set.of());
    }

    /** Learns names of a module; true if one of them is new. */
    boolean learn(String path, Iterable<String> learnt) {
        boolean[] changed = {false};
        names.compute(path, (_, known) -> {
            Set<String> all = new TreeSet<>(known == null ? Set.of() : known);
            for (String name : learnt) {
                changed[0] |= !name.equals("default") && all.add(name);
            }
            return all;
        });
        if (changed[0]) {
            revision.incrementAndGet();
        }
        return changed[0];
    }

    /**
     * Whether a file is an ES module or a CommonJS one. What parses as the body of a function is CommonJS, for no
     * import, export or top-level await does; the rest is a module.
     *
     * @return null when it is neither; the error is then that of parsing it as a module
     */
    @Nullable
    Kind kind(Context context, String path) {
        Kind known = kinds.get(path);
        if (known == null) {
            known = parse(context, path);
            if (known != null) {
                kinds.put(path, known);
            }
        }
        return known;
    }

    private @Nullable Kind parse(Context context, String path) {
        Kind asItStands = parse(context, path, text(path));
        if (asItStands != null) {
            plain.add(path);
            return asItStands;
        }
        return typed.get(path) instanceof Transpiled.Code code ? parse(context, path, code.text()) : null;
    }

    private static @Nullable Kind parse(Context context, String path, String text) {
        if (parses(context, CommonJs.source(text, path))) {
            return Kind.COMMON_JS;
        }
        return parses(context, EsModule.source(text, path)) ? Kind.ES_MODULE : null;
    }

    private static boolean parses(Context context, Source source) {
        try {
            context.parse(source);
            return true;
        } catch (PolyglotException e) {
            if (e.isSyntaxError()) {
                return false;
            }
            throw e;
        }
    }
}
