package io.loadbank.script;

import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.JsonText;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The ES module text that stands for something that is none: a built-in, a CommonJS file, an unresolved import. */
final class ModuleFace {

    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private ModuleFace() {}

    /** A built-in: its exports, and undefined for what else importers ask for. */
    static String builtin(JsModule module, Set<String> asked) {
        StringBuilder text = new StringBuilder("const b=__loadbank.builtin(")
                .append(JsonText.of(module.name()))
                .append("),d=b.exports,n=b.named;export default d;\n");
        Set<String> all = new LinkedHashSet<>(module.exports());
        all.addAll(asked);
        int i = 0;
        for (String name : all) {
            String key = JsonText.of(name);
            String local = "e" + i++;
            text.append("let ").append(local).append("=n[").append(key).append("];");
            export(text, local, name);
            if (module.liveBindings()) {
                text.append("__loadbank.live(d,")
                        .append(key)
                        .append(",()=>")
                        .append(local)
                        .append(",(v)=>{")
                        .append(local)
                        .append("=v;});\n");
            }
        }
        return text.toString();
    }

    /** A CommonJS file: its {@code module.exports}, and the properties that importers ask for. */
    static String commonJs(String path, Set<String> asked) {
        StringBuilder text = new StringBuilder("const m=__loadbank.require(")
                .append(JsonText.of(path))
                .append(");const o=Object(m);export default o.default===undefined?m:o.default;\n");
        int i = 0;
        for (String name : asked) {
            String local = "e" + i++;
            text.append("const ")
                    .append(local)
                    .append("=o[")
                    .append(JsonText.of(name))
                    .append("];");
            export(text, local, name);
        }
        return text.toString();
    }

    /**
     * A module that does not exist: anything is exported, so that linking finds all the others that are missing. It
     * throws, so that nothing that imports it is evaluated.
     */
    static String unresolved(Set<String> asked) {
        StringBuilder text = new StringBuilder("export default undefined;throw new Error('unresolved');\n");
        int i = 0;
        for (String name : asked) {
            String local = "e" + i++;
            text.append("const ").append(local).append("=undefined;");
            export(text, local, name);
        }
        return text.toString();
    }

    private static void export(StringBuilder text, String local, String name) {
        String exported = IDENTIFIER.matcher(name).matches() ? name : JsonText.of(name);
        text.append("export{").append(local).append(" as ").append(exported).append("};\n");
    }
}
