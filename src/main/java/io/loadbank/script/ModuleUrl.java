package io.loadbank.script;

/**
 * Where remote modules live among a script's files: {@code https://host/a.js} at {@code https/host/a.js}, as in an
 * archive of k6.
 */
public final class ModuleUrl {

    private static final String SCHEME = "https://";
    private static final String TREE = "https/";
    private static final String ROOT = "/" + TREE;

    private ModuleUrl() {}

    static boolean isRemote(String specifier) {
        return specifier.startsWith(SCHEME);
    }

    /** Whether an absolute path of the script's file system is that of a remote module. */
    static boolean isRemotePath(String path) {
        return path.startsWith(ROOT);
    }

    /**
     * The path of a URL inside the upload. {@code .} and {@code ..} are resolved and never lead out of the host; empty
     * parts, which a path cannot have, are written {@code %2F}.
     */
    public static String path(String url) {
        String rest = url.substring(SCHEME.length());
        int cut = rest.indexOf('#');
        rest = cut < 0 ? rest : rest.substring(0, cut);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        StringBuilder path = new StringBuilder();
        for (String part :
                slash < 0 ? new String[] {""} : rest.substring(slash + 1).split("/", -1)) {
            switch (part) {
                case "." -> {}
                case ".." -> path.setLength(Math.max(0, path.lastIndexOf("/")));
                case "" -> path.append("/%2F");
                default -> path.append('/').append(part);
            }
        }
        return TREE + host + path;
    }

    /** The URL of a path inside the upload, with or without a slash before it. */
    public static String url(String path) {
        String inside = path.startsWith("/") ? path.substring(1) : path;
        return SCHEME + inside.substring(TREE.length()).replace("/%2F", "/");
    }

    /** Scheme and host of a remote module's path, without a slash at the end. */
    static String origin(String path) {
        String url = url(path);
        int slash = url.indexOf('/', SCHEME.length());
        return slash < 0 ? url : url.substring(0, slash);
    }

    /** The URL that a specifier without a scheme means inside a remote module. */
    static String resolve(String importer, String specifier) {
        if (specifier.startsWith("/")) {
            return origin(importer) + specifier;
        }
        String url = url(importer);
        int query = url.indexOf('?');
        String plain = query < 0 ? url : url.substring(0, query);
        return plain.substring(0, plain.lastIndexOf('/') + 1) + specifier;
    }
}
