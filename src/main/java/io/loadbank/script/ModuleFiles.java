package io.loadbank.script;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The file system of one realm: the upload's files and the built-in modules, read-only, in memory. Confined to the
 * realm's thread.
 *
 * <p>Modules that do not exist are served as empty ones and remembered, so that all of them can be named at once.
 */
final class ModuleFiles implements FileSystem {

    private static final Path ROOT = Path.of("/");

    private final ScriptProgram program;
    private final Set<String> unresolved = new LinkedHashSet<>();
    private @Nullable Context context;
    private boolean sealed;

    ModuleFiles(ScriptProgram program) {
        this.program = program;
    }

    /** Tells whose files these are; a context needs its file system before it exists. */
    void attach(Context owner) {
        context = owner;
    }

    /** Ends init: no further module can be loaded. */
    void seal() {
        sealed = true;
    }

    /** The paths of the modules that were asked for and do not exist, in the order of asking. */
    Set<String> unresolved() {
        return unresolved;
    }

    @Override
    public Path parsePath(URI uri) {
        return Path.of(ModulePath.of(uri.toString()));
    }

    @Override
    public Path parsePath(String path) {
        return Path.of(ModulePath.of(path));
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        if (sealed) {
            throw new NoSuchFileException(path.toString(), null, "modules can only be loaded in the init context");
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        String raw = toAbsolutePath(path).toString();
        // what is relative in a remote module stays at its host
        String at = ModuleUrl.isRemotePath(raw) ? "/" + ModuleUrl.path(ModuleUrl.url(raw)) : ModulePath.normalized(raw);
        return new ReadOnlyBytes(content(at).getBytes(StandardCharsets.UTF_8));
    }

    private String content(String path) {
        if (!ModulePath.isUnresolved(path) && !path.equals(program.files().entryPath())) {
            program.imported(path);
        }
        if (ModulePath.isBuiltin(path)) {
            return ModuleFace.builtin(BuiltinModules.get(ModulePath.specifier(path)), program.names(path));
        }
        if (ModulePath.isUnresolved(path) || !program.has(path)) {
            unresolved.add(path);
            program.missing(path);
            return ModuleFace.unresolved(program.names(path));
        }
        Context owner = context;
        if (owner != null && program.kind(owner, path) == ScriptProgram.Kind.COMMON_JS) {
            return ModuleFace.commonJs(path, program.names(path));
        }
        String code = program.code(path);
        return EsModule.text(
                ModuleUrl.isRemotePath(path)
                        ? ImportStatements.rewritten(code, specifier -> ModulePath.resolve(path, specifier))
                        : code,
                path);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return path.isAbsolute() ? path : ROOT.resolve(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) {
        Path absolute = toAbsolutePath(path);
        String raw = absolute.toString();
        return ModuleUrl.isRemotePath(raw) ? Path.of("/" + ModuleUrl.path(ModuleUrl.url(raw))) : absolute.normalize();
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        throw readOnly();
    }

    @Override
    public void delete(Path path) {
        throw readOnly();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) {
        throw readOnly();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        throw new NoSuchFileException(path.toString());
    }

    private static SecurityException readOnly() {
        return new SecurityException("scripts have no file system but their modules");
    }
}
