package io.loadbank.script;

/** What to do about a module that cannot be resolved. */
final class ImportAdvice {

    private ImportAdvice() {}

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
            return "remote modules are not loaded; put the file into the upload and import it by a relative path";
        }
        if (specifier.contains("://")) {
            return "only relative paths and k6 modules can be imported";
        }
        if (specifier.startsWith("/") || specifier.startsWith(".")) {
            return "the upload has no such file; paths are relative to the importing file and need their extension";
        }
        return "import files by a relative path (./name.js), and k6's own modules by their name";
    }
}
