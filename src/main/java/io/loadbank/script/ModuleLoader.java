package io.loadbank.script;

import io.loadbank.plan.Problem;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsonText;
import io.loadbank.script.module.Phase;
import io.loadbank.script.module.Realm;
import io.loadbank.typescript.Transpiled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** {@code require()}, {@code open()} and the explanation of what could not be loaded. Confined to the realm's thread. */
final class ModuleLoader {

    private static final Pattern MISSING_EXPORT =
            Pattern.compile("module '(.+?)' does not provide an export named '(.+?)'", Pattern.DOTALL);

    /** What the engine says of an import of JSON that does not ask for JSON. */
    private static final String NOT_A_MODULE = "Invalid module type was asserted";

    private final Context context;
    private final ScriptProgram program;
    private final Realm realm;
    private final OpenedFiles opened;
    private final StackText stackText;
    private final Map<String, Value> modules = new HashMap<>();
    private @Nullable Value tools;

    ModuleLoader(Context context, ScriptProgram program, Realm realm, OpenedFiles opened, StackText stackText) {
        this.context = context;
        this.program = program;
        this.realm = realm;
        this.opened = opened;
        this.stackText = stackText;
    }

    void use(Value realmTools) {
        tools = realmTools;
    }

    private Value tools() {
        return Objects.requireNonNull(tools, "the realm is not set up");
    }

    /** The global {@code require}: relative to the file that calls it. */
    Value requireGlobal(String specifier) {
        if (realm.vu().phase() != Phase.INIT) {
            throw realm.guest()
                    .raise("Error", "require() is only available in the init stage (the init context), not in VU code");
        }
        return requireFrom(callers().stream().findFirst().orElse(program.files().entryPath()), specifier);
    }

    private Value requireFrom(String importer, String specifier) {
        Guest guest = realm.guest();
        if (specifier.isEmpty()) {
            throw guest.raise("Error", "require() needs the name of a module");
        }
        String path = ModulePath.resolve(importer, specifier);
        if (ModulePath.isBuiltin(path)) {
            program.imported(path);
            return tools().getMember("loadbank")
                    .getMember("builtin")
                    .execute(ModulePath.specifier(path))
                    .getMember("exports");
        }
        if (ModulePath.isUnresolved(path) || !program.has(path)) {
            if (ModuleUrl.isRemotePath(path)) {
                program.missing(path);
            }
            throw guest.raise("Error", "unknown module '" + specifier + "': " + ImportAdvice.of(specifier));
        }
        return require(path);
    }

    /** The exports of a file: {@code module.exports}, or the namespace of an ES module. */
    Value require(String path) {
        Value known = modules.get(path);
        if (known != null) {
            return known.hasMember("exports") ? known.getMember("exports") : known;
        }
        return program.kind(context, path) == ScriptProgram.Kind.COMMON_JS ? commonJs(path) : namespace(path);
    }

    private Value commonJs(String path) {
        if (!path.equals(program.files().entryPath())) {
            program.imported(path);
        }
        Value module = tools().getMember("newModule").execute();
        modules.put(path, module);
        Value wrapper = context.eval(CommonJs.source(program.code(path), path));
        Object require = realm.guest().function(arguments -> {
            String specifier = realm.guest().text(realm.guest().argument(arguments, 0));
            return realm.vu().phase() == Phase.INIT ? requireFrom(path, specifier) : requireGlobal(specifier);
        });
        Value exports = tools().getMember("commonJs").execute(wrapper, module, require);
        List<String> keys = new ArrayList<>();
        Value names = tools().getMember("keys").execute(exports);
        for (long i = 0; i < names.getArraySize(); i++) {
            keys.add(names.getArrayElement(i).asString());
        }
        program.learn(path, keys);
        return exports;
    }

    private Value namespace(String path) {
        String boot = "import * as ns from " + JsonText.of(path) + ";export{ns};";
        Value exports = context.eval(Source.newBuilder("js", boot, "loadbank:require")
                .mimeType(EsModule.MIME_TYPE)
                .internal(true)
                .buildLiteral());
        Value namespace = exports.getMember("ns");
        Value module = tools().getMember("newModule").execute();
        module.putMember("exports", namespace);
        modules.put(path, module);
        return namespace;
    }

    /** {@code open()}: relative to the file whose top level is running. */
    Object open(String name, boolean binary) {
        Guest guest = realm.guest();
        if (realm.vu().phase() != Phase.INIT) {
            throw guest.raise("Error", "open() is only available in the init stage (the init context), not in VU code");
        }
        if (name.isEmpty()) {
            throw guest.raise("Error", "open() needs the path of a file");
        }
        String plain = name.startsWith("file://") ? name.substring("file://".length()) : name;
        String importer = callers().stream()
                .reduce((_, outer) -> outer)
                .orElse(program.files().entryPath());
        String path = ModuleUrl.isRemotePath(importer)
                ? ModulePath.resolve(importer, plain.startsWith("/") ? plain : "./" + plain)
                : ModulePath.normalized(plain.startsWith("/") ? plain : ModulePath.directory(importer) + plain);
        byte[] bytes = program.files().at(path);
        if (bytes == null) {
            boolean directory = program.files().isDirectory(path);
            throw guest.raise(
                    "Error",
                    directory
                            ? "open(): '" + name + "' is a directory"
                            : "open(): the upload has no file '" + path.substring(1) + "'");
        }
        if (!realm.run().isBound()) {
            opened.add(path);
        } else if (!opened.contains(path)) {
            throw guest.raise(
                    "Error", "open(): '" + name + "' was not opened in the first init, so no later one can open it");
        }
        return binary ? guest.arrayBuffer(bytes.clone()) : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Files of the upload on the call stack, innermost first. */
    private List<String> callers() {
        try {
            throw realm.guest().raise("Error", "where am I");
        } catch (PolyglotException e) {
            return stackText.positions(e).stream().map(StackText.Position::path).toList();
        }
    }

    /**
     * What an error during init means for the user.
     *
     * @param unresolved paths of modules that were asked for and do not exist
     */
    ScriptFault fault(PolyglotException e, Set<String> unresolved) throws RelinkException {
        Matcher missing = MISSING_EXPORT.matcher(String.valueOf(e.getMessage()));
        if (e.isSyntaxError() && missing.find()) {
            StackText.Position importer = stackText.position(e);
            String from = importer == null ? program.files().entryPath() : importer.path();
            String path = ModulePath.resolve(from, missing.group(1));
            boolean faced = ModulePath.isBuiltin(path)
                    || ModulePath.isUnresolved(path)
                    || !program.has(path)
                    || program.kind(context, path) == ScriptProgram.Kind.COMMON_JS;
            if (faced && program.learn(path, List.of(missing.group(2)))) {
                throw new RelinkException();
            }
        }
        if (!unresolved.isEmpty()) {
            return unresolved(unresolved);
        }
        StackText.Position position = stackText.position(e);
        String path = position == null
                ? program.files().entry()
                : position.path().substring(1) + ":" + position.line() + ":" + position.column();
        if (String.valueOf(e.getMessage()).contains(NOT_A_MODULE)) {
            return new ScriptFault(
                    ScriptFault.Kind.SYNTAX,
                    List.of(new Problem(
                            path, "a .json file cannot be imported", "load it with JSON.parse(open('./data.json'))")));
        }
        Transpiled.Wrong wrong = position == null ? null : program.wrong(position.path());
        if (e.isSyntaxError() && wrong != null && position != null) {
            return typeFault(position.path(), wrong);
        }
        boolean syntax = e.isSyntaxError() && !isThrown(position, missing);
        String text = syntax ? StackText.message(e) + (position == null ? "" : " at " + position) : stackText.of(e);
        return new ScriptFault(syntax ? ScriptFault.Kind.SYNTAX : ScriptFault.Kind.THROWN, path, text);
    }

    /** Whether a SyntaxError is what running code threw, such as JSON.parse() of no JSON: the file itself parses. */
    private boolean isThrown(StackText.@Nullable Position position, Matcher missing) {
        return position != null
                && !missing.reset().find()
                && program.has(position.path())
                && program.kind(context, position.path()) != null;
    }

    private static String shown(String path) {
        if (ModulePath.isUnresolved(path)) {
            return ModulePath.specifier(path);
        }
        return ModuleUrl.isRemotePath(path) ? ModuleUrl.url(path) : "." + path;
    }

    /** The file is neither JavaScript nor TypeScript; the latter is what it was meant to be. */
    private static ScriptFault typeFault(String path, Transpiled.Wrong wrong) {
        String file = path.substring(1);
        if (wrong.line() == 0) {
            return new ScriptFault(ScriptFault.Kind.SYNTAX, file, wrong.message());
        }
        var position = new StackText.Position(path, wrong.line(), wrong.column());
        return new ScriptFault(
                ScriptFault.Kind.SYNTAX,
                file + ":" + wrong.line() + ":" + wrong.column(),
                wrong.message() + " at " + position);
    }

    ScriptFault unresolved(Set<String> paths) {
        List<Problem> problems = paths.stream()
                .map(path -> {
                    String shown = shown(path);
                    String importer = program.importer(path);
                    String message =
                            "unknown module '" + shown + "'" + (importer == null ? "" : ", imported by " + importer);
                    return new Problem("imports", message, ImportAdvice.of(shown));
                })
                .toList();
        return new ScriptFault(ScriptFault.Kind.UNRESOLVED, problems);
    }
}
