package io.loadbank.script.module;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text of a tree of maps, iterables, strings, numbers, booleans and nulls. */
public final class JsonText {

    private JsonText() {}

    public static String of(@Nullable Object tree) {
        StringBuilder out = new StringBuilder();
        write(out, tree);
        return out.toString();
    }

    public static void write(StringBuilder out, @Nullable Object tree) {
        switch (tree) {
            case null -> out.append("null");
            case Map<?, ?> map -> writeMap(out, map);
            case Iterable<?> items -> writeItems(out, items);
            case Double d when d.isNaN() || d.isInfinite() -> out.append("null");
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> out.append(d.longValue());
            case Number n -> out.append(n);
            case Boolean b -> out.append(b.booleanValue());
            default -> writeText(out, tree.toString());
        }
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            writeText(out, String.valueOf(entry.getKey()));
            out.append(':');
            write(out, entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void writeItems(StringBuilder out, Iterable<?> items) {
        out.append('[');
        for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
            write(out, i.next());
            if (i.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private static void writeText(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c == 0x2028 || c == 0x2029) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
