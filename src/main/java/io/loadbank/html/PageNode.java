package io.loadbank.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.LeafNode;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/** One node of a page: an element, a text, a comment, the document. Two are equal when they are the same node, however alike others look. */
public record PageNode(Node node) {

    static @Nullable PageNode of(@Nullable Node node) {
        return node == null ? null : new PageNode(node);
    }

    /** The node's number in the DOM: 1 element, 3 text, 8 comment, 9 document, 10 document type. */
    public int type() {
        return switch (node) {
            case Document _ -> 9;
            case Element _ -> 1;
            case Comment _ -> 8;
            case DocumentType _ -> 10;
            default -> 3;
        };
    }

    /** Tag in lower case; {@code #text}, {@code #comment}, {@code #document}; a document type's name. */
    public String name() {
        return switch (node) {
            case Document _ -> "#document";
            case Element element -> element.tagName();
            case Comment _ -> "#comment";
            case DocumentType type -> type.name();
            default -> "#text";
        };
    }

    /** The text of a text node or comment; null for others. */
    public @Nullable String value() {
        return switch (node) {
            case Comment comment -> comment.getData();
            case LeafNode _ when type() == 3 -> NodeText.of(node);
            default -> null;
        };
    }

    public String text() {
        return value() == null ? NodeText.of(node) : String.valueOf(value());
    }

    public String innerHtml() {
        return Markup.inner(node);
    }

    /** The namespace of an element; empty for other nodes. */
    public String namespace() {
        return node instanceof Element element && type() == 1 ? element.tag().namespace() : "";
    }

    public @Nullable String attribute(String name) {
        return node instanceof Element element && element.hasAttr(name) ? element.attr(name) : null;
    }

    /** Attributes by name, in document order. */
    public Map<String, String> attributes() {
        Map<String, String> all = new LinkedHashMap<>();
        if (node instanceof Element element) {
            for (Attribute attribute : element.attributes()) {
                all.put(attribute.getKey(), attribute.getValue());
            }
        }
        return all;
    }

    public List<PageNode> childNodes() {
        return node.childNodes().stream().map(PageNode::new).toList();
    }

    public List<PageNode> children() {
        return node instanceof Element element
                ? element.children().stream().map(PageNode::new).toList()
                : List.of();
    }

    public @Nullable PageNode parent() {
        return of(node.parent());
    }

    public @Nullable PageNode parentElement() {
        return of(Nodes.parent(node));
    }

    public @Nullable PageNode nextSibling() {
        return of(node.nextSibling());
    }

    public @Nullable PageNode previousSibling() {
        return of(node.previousSibling());
    }

    public @Nullable PageNode nextElement() {
        return Direction.NEXT.from(node, NodeTest.NONE).stream()
                .findFirst()
                .map(PageNode::new)
                .orElse(null);
    }

    public @Nullable PageNode previousElement() {
        return Direction.PREV.from(node, NodeTest.NONE).stream()
                .findFirst()
                .map(PageNode::new)
                .orElse(null);
    }

    public @Nullable PageNode document() {
        return of(node.ownerDocument());
    }

    /** The elements below that a selector matches, in document order. */
    public List<PageNode> select(String selector) {
        return Nodes.select(node, Selector.of(selector)).stream()
                .map(PageNode::new)
                .toList();
    }

    public boolean matches(String selector) {
        return NodeTest.selector(selector).test(node);
    }

    /** Whether another node is this one or lies below it. */
    public boolean contains(PageNode other) {
        return other.node.equals(node) || Nodes.isBelow(other.node, node);
    }

    /** Whether another node would be written the same. */
    public boolean looksLike(PageNode other) {
        return other.node.equals(node) || Markup.outer(node).equals(Markup.outer(other.node));
    }

    /** The form a field belongs to: the one it names, else the one around it. */
    public @Nullable PageNode form() {
        Document document = node.ownerDocument();
        String named = attribute("form");
        if (named != null && document != null) {
            List<Element> found = Nodes.select(
                    document,
                    element ->
                            element.normalName().equals("form") && element.id().equals(named));
            return found.isEmpty() ? null : new PageNode(found.getFirst());
        }
        return of(Nodes.ancestor(node, "form"));
    }

    /** The nearest ancestor of a tag. */
    public @Nullable PageNode ancestor(String tag) {
        return of(Nodes.ancestor(node, tag));
    }

    /** The labels of a field: those that name it, and the one around it. */
    public List<PageNode> labels() {
        List<PageNode> labels = new ArrayList<>();
        Document document = node.ownerDocument();
        String id = attribute("id");
        if (document != null) {
            for (Element label :
                    Nodes.select(document, element -> element.normalName().equals("label"))) {
                boolean names = id != null && label.attr("for").equals(id);
                if (names || (!label.hasAttr("for") && Nodes.isBelow(node, label))) {
                    labels.add(new PageNode(label));
                }
            }
        }
        return labels;
    }

    /** The chosen options of a select. */
    public List<PageNode> chosenOptions() {
        return node instanceof Element element
                ? FieldValue.chosen(element).stream().map(PageNode::new).toList()
                : List.of();
    }

    /** The value as a form field; null if it is none. */
    public @Nullable FieldValue fieldValue() {
        return node instanceof Element element ? FieldValue.of(element) : null;
    }

    /** The node's name; never its content. */
    @Override
    public String toString() {
        return name();
    }
}
