package io.loadbank.script;

/**
 * Where modules live in a script's file system: the upload at the root, built-ins and unresolved specifiers below a
 * reserved directory.
 */
final class ModulePath {

    /** Uploads must not contain this directory. */
    static final String RESERVED = "/__loadbank__/";

    private static final String BUILTIN = RESERVED + "builtin/";
    private static final String UNRESOLVED = RESERVED + "unresolved/";

    private ModulePath() {}

    /** The path of a specifier as it stands in an import; relative ones stay relative. */
    static String of(String specifier) {
        if (specifier.isEmpty() || specifier.startsWith(".") || specifier.startsWith("/")) {
            return specifier;
        }
        if (specifier.startsWith("file://")) {
            return specifier.substring("file://".length());
        }
        if (ModuleUrl.isRemote(specifier)) {
            return "/" + ModuleUrl.path(specifier);
        }
        if (BuiltinModules.exists(specifier)) {
            return BUILTIN + specifier;
        }
        return UNRESOLVED + specifier.replace("/", "%2F");
    }

    static boolean isBuiltin(String path) {
        return path.startsWith(BUILTIN);
    }

    static boolean isUnresolved(String path) {
        return path.startsWith(UNRESOLVED);
    }

    /** The specifier of a built-in's or an unresolved module's path. */
    static String specifier(String path) {
        return isBuiltin(path)
                ? path.substring(BUILTIN.length())
                : path.substring(UNRESOLVED.length()).replace("%2F", "/");
    }

    /**
     * A specifier resolved against the module it stands in. Inside a remote module it never leads to a local file.
     */
    static String resolve(String importer, String specifier) {
        if (ModuleUrl.isRemotePath(importer)) {
            if (specifier.startsWith("file:")) {
                return UNRESOLVED + specifier.replace("/", "%2F");
            }
            if (specifier.startsWith(".") || specifier.startsWith("/")) {
                return "/" + ModuleUrl.path(ModuleUrl.resolve(importer, specifier));
            }
        }
        String path = of(specifier);
        return path.startsWith("/") ? normalized(path) : normalized(directory(importer) + path);
    }

    /** The URL that a specifier means in a module. */
    static String shown(String importer, String specifier) {
        String path = resolve(importer, specifier);
        return ModuleUrl.isRemotePath(path) ? ModuleUrl.url(path) : "file://" + path;
    }

    /** The directory of a path, with its trailing slash. */
    static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    static String normalized(String path) {
        return java.nio.file.Path.of(path).normalize().toString();
    }
}
