package io.loadbank.script;

/** What to do about a module that cannot be resolved. */
final class ImportAdvice {

    private ImportAdvice() {}

    /** Remote modules that no mirror, no upload and no network gave. */
    private static String remote(String url) {
        String file = "put it into the upload as " + ModuleUrl.path(url) + ", the import stays as it is";
        return JsLibraries.isNotOurs(url) ? "Loadbank has no own version of this library; " + file : file;
    }

    static String of(String specifier) {
        if (specifier.equals("k6/browser")) {
            return "Loadbank has no browser module; browser tests cannot run here";
        }
        if (specifier.startsWith("k6/x/")) {
            return "extensions are not supported";
        }
        if (specifier.equals("k6/experimental/webcrypto")) {
            return "it has graduated: use the global crypto";
        }
        if (specifier.startsWith("k6/") || specifier.equals("k6")) {
            return "this version of Loadbank does not have this k6 module";
        }
        if (specifier.startsWith("https://")) {
            return remote(specifier);
        }
        if (specifier.startsWith("cdnjs.com") || specifier.startsWith("github.com")) {
            return "this short form is no longer supported; write the whole https:// URL";
        }
        if (specifier.contains("://")) {
            String scheme = specifier.substring(0, specifier.indexOf("://"));
            return "modules can be imported from https and file URLs only, not from " + scheme;
        }
        if (specifier.startsWith("/") || specifier.startsWith(".")) {
            return "the upload has no such file; paths are relative to the importing file and need their extension";
        }
        return "import files by a relative path (./name.js), and k6's own modules by their name";
    }
}
