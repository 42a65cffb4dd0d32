package io.loadbank.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/** Walks through a tree of nodes in which, as in the DOM, the document is no element. */
final class Nodes {

    private Nodes() {}

    /** The parent element; null for the root element. */
    static @Nullable Element parent(Node node) {
        return node.parent() instanceof Element up && !(up instanceof Document) ? up : null;
    }

    static boolean isElement(Node node) {
        return node instanceof Element && !(node instanceof Document);
    }

    /** The elements below a node, in document order. */
    static void descendants(Node root, Consumer<Element> each) {
        for (Node node = following(root, root); node != null; node = following(node, root)) {
            if (node instanceof Element element) {
                each.accept(element);
            }
        }
    }

    /** Whether some element below matches. */
    static boolean anyDescendant(Node root, Selector selector) {
        for (Node node = following(root, root); node != null; node = following(node, root)) {
            if (node instanceof Element element && selector.matches(element)) {
                return true;
            }
        }
        return false;
    }

    /** The next node of a walk below a root, children first; null at its end. */
    static @Nullable Node following(Node node, Node root) {
        if (node.childNodeSize() > 0) {
            return node.childNode(0);
        }
        for (Node up = node; up != null && !up.equals(root); up = up.parent()) {
            Node next = up.nextSibling();
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    /** The elements below a node that match, in document order. */
    static List<Element> select(Node root, Selector selector) {
        List<Element> found = new ArrayList<>();
        descendants(root, element -> {
            if (selector.matches(element)) {
                found.add(element);
            }
        });
        return found;
    }

    /** Whether a node lies below another. */
    static boolean isBelow(Node node, Node other) {
        for (Node up = node.parent(); up != null; up = up.parent()) {
            if (up.equals(other)) {
                return true;
            }
        }
        return false;
    }

    /** The nearest ancestor of a tag, or null. */
    static @Nullable Element ancestor(Node node, String tag) {
        for (Element up = parent(node); up != null; up = parent(up)) {
            if (up.normalName().equals(tag)) {
                return up;
            }
        }
        return null;
    }
}
