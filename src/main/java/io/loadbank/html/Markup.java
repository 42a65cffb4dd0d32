package io.loadbank.html;

import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** HTML text of nodes in the form k6 shows: empty elements end in {@code />}, quotes are escaped in texts as well. */
final class Markup {

    private static final Set<String> VOID = Set.of(
            "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
            "track", "wbr");
    private static final Set<String> RAW =
            Set.of("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "xmp");
    private static final Set<String> KEEPS_FIRST_LINE = Set.of("pre", "listing", "textarea");

    private Markup() {}

    /** The markup of what is inside a node. */
    static String inner(Node node) {
        StringBuilder out = new StringBuilder();
        children(out, node);
        return out.toString();
    }

    /** The markup of a node itself. */
    static String outer(Node node) {
        StringBuilder out = new StringBuilder();
        write(out, node);
        return out.toString();
    }

    private static void children(StringBuilder out, Node node) {
        for (Node child : node.childNodes()) {
            write(out, child);
        }
    }

    private static void write(StringBuilder out, Node node) {
        switch (node) {
            case Element element -> element(out, element);
            case DataNode data -> out.append(data.getWholeData());
            case TextNode text -> {
                Element parent = text.parent();
                if (parent != null && RAW.contains(parent.normalName())) {
                    out.append(text.getWholeText());
                } else {
                    escape(out, text.getWholeText());
                }
            }
            case Comment comment -> out.append("<!--").append(comment.getData()).append("-->");
            case DocumentType type ->
                out.append("<!DOCTYPE ").append(type.name()).append('>');
            default -> out.append(node.outerHtml());
        }
    }

    private static void element(StringBuilder out, Element element) {
        String name = element.tagName();
        if (name.startsWith("#")) {
            children(out, element);
            return;
        }
        out.append('<').append(name);
        for (Attribute attribute : element.attributes()) {
            out.append(' ').append(attribute.getKey()).append("=\"");
            escape(out, attribute.getValue());
            out.append('"');
        }
        if (VOID.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        if (KEEPS_FIRST_LINE.contains(name)
                && element.childNodeSize() > 0
                && element.childNode(0) instanceof TextNode text
                && text.getWholeText().startsWith("\n")) {
            out.append('\n');
        }
        children(out, element);
        out.append("</").append(name).append('>');
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '\'' -> out.append("&#39;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&#34;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
    }
}
