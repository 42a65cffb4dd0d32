package io.loadbank.html;

import java.util.HashSet;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** What nodes are picked by: a selector, membership in a set, or nothing. */
public final class NodeTest {

    /** Passes every node. */
    public static final NodeTest ALL = new NodeTest(_ -> true);

    /** Passes none. */
    public static final NodeTest NONE = new NodeTest(_ -> false);

    private final java.util.function.Predicate<Node> test;

    private NodeTest(java.util.function.Predicate<Node> test) {
        this.test = test;
    }

    /** Passes the elements that a CSS selector matches; an invalid one matches nothing. */
    public static NodeTest selector(String text) {
        Selector selector = Selector.of(text);
        return new NodeTest(
                node -> node instanceof Element element && !(node instanceof Document) && selector.matches(element));
    }

    /** Passes the nodes of a set. */
    public static NodeTest oneOf(NodeSet nodes) {
        Set<Node> wanted = new HashSet<>(nodes.nodes());
        return new NodeTest(wanted::contains);
    }

    public NodeTest not() {
        return new NodeTest(test.negate());
    }

    boolean test(Node node) {
        return test.test(node);
    }
}
