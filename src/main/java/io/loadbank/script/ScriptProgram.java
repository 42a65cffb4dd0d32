package io.loadbank.script;

import io.loadbank.typescript.SourceMap;
import io.loadbank.typescript.Transpiled;
import io.loadbank.typescript.TypeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Set<String> reached = new ConcurrentSkipListSet<>();
    private final Set<String> missing = new ConcurrentSkipListSet<>();
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
        byte[] uploaded = files.at(path);
        return uploaded == null ? JsLibraries.text(path) : new String(uploaded, StandardCharsets.UTF_8);
    }

    /** Whether there is a module at this path: in the upload, or a library of ours. */
    boolean has(String path) {
        return files.at(path) != null || JsLibraries.has(path);
    }

    /** Remembers that a module was asked for that is not there. */
    void missing(String path) {
        if (ModuleUrl.isRemotePath(path)) {
            missing.add(ModuleUrl.url(path));
        }
    }

    /** The URLs of the remote modules that are not there, as far as linking got, in order. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    /** The URLs that a library of ours stands for, with what it is called. */
    Map<String, String> substitutes() {
        Map<String, String> substitutes = new TreeMap<>();
        for (String path : reached) {
            if (files.at(path) == null && JsLibraries.has(path) && !JsLibraries.isShared(path)) {
                substitutes.put(ModuleUrl.url(path), JsLibraries.name(path));
            }
        }
        return substitutes;
    }

    /** A place where a module is imported, as {@code main.js:1:20}; null if none is found. */
    @Nullable
    String importer(String path) {
        List<String> modules = new ArrayList<>(List.of(files.entryPath()));
        modules.addAll(reached);
        for (String module : modules) {
            if (files.at(module) == null) {
                continue;
            }
            for (ImportStatements.Import each : ImportStatements.in(text(module))) {
                if (ModulePath.resolve(module, each.specifier()).equals(path)) {
                    String shown = ModuleUrl.isRemotePath(module) ? ModuleUrl.url(module) : module.substring(1);
                    return shown + ":" + each.line() + ":" + each.column();
                }
            }
        }
        return null;
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
        if (ModulePath.isBuiltin(path)) {
            imports.add(ModulePath.specifier(path));
        } else {
            reached.add(path);
            imports.add(ModuleUrl.isRemotePath(path) ? ModuleUrl.url(path) : "." + path);
        }
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
