package io.loadbank.html;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/** Nodes of one page, each once, in the order in which they were found: what jQuery calls a selection. Immutable. */
public final class NodeSet {

    /** The set without nodes. */
    public static final NodeSet EMPTY = new NodeSet(List.of());

    private final List<Node> nodes;

    /** @param nodes each once */
    NodeSet(Collection<? extends Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    private static NodeSet union(Stream<? extends Node> nodes) {
        LinkedHashSet<Node> unique = new LinkedHashSet<>();
        nodes.forEach(unique::add);
        return new NodeSet(unique);
    }

    /** The set of one node. */
    public static NodeSet of(PageNode node) {
        return new NodeSet(List.of(node.node()));
    }

    public int size() {
        return nodes.size();
    }

    List<Node> nodes() {
        return nodes;
    }

    /** The first node; null if there is none. */
    @Nullable
    Node first() {
        return nodes.isEmpty() ? null : nodes.getFirst();
    }

    @Nullable
    Element firstElement() {
        return first() instanceof Element element ? element : null;
    }

    /** The node at an index; negative ones count from the end. Null outside. */
    public @Nullable PageNode node(int index) {
        int at = index < 0 ? nodes.size() + index : index;
        return at >= 0 && at < nodes.size() ? new PageNode(nodes.get(at)) : null;
    }

    public List<PageNode> all() {
        return nodes.stream().map(PageNode::new).toList();
    }

    /** The set of the one node at an index; negative ones count from the end. Empty outside. */
    public NodeSet eq(int index) {
        int at = index < 0 ? nodes.size() + index : index;
        return at >= 0 && at < nodes.size() ? new NodeSet(nodes.subList(at, at + 1)) : EMPTY;
    }

    /** The nodes from an index to another, not included; negative ones count from the end. */
    public NodeSet slice(int from, int to) {
        int start = Math.clamp(from < 0 ? nodes.size() + (long) from : from, 0, nodes.size());
        int end = Math.clamp(to < 0 ? nodes.size() + (long) to : to, start, nodes.size());
        return new NodeSet(nodes.subList(start, end));
    }

    /** These nodes and, behind them, those of another set. */
    public NodeSet add(NodeSet other) {
        return union(Stream.concat(nodes.stream(), other.nodes.stream()));
    }

    /** The nodes that pass a test of their index and themselves. */
    public NodeSet filter(BiPredicate<Integer, NodeSet> test) {
        List<Node> passed = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (test.test(i, new NodeSet(nodes.subList(i, i + 1)))) {
                passed.add(nodes.get(i));
            }
        }
        return new NodeSet(passed);
    }

    public NodeSet filter(NodeTest test) {
        return new NodeSet(nodes.stream().filter(test::test).toList());
    }

    /** The descendants that pass a test. */
    public NodeSet find(NodeTest test) {
        return union(nodes.stream().flatMap(root -> {
            List<Node> found = new ArrayList<>();
            Nodes.descendants(root, element -> {
                if (test.test(element)) {
                    found.add(element);
                }
            });
            return found.stream();
        }));
    }

    /** The nodes with a descendant that passes a test. */
    public NodeSet has(NodeTest test) {
        return new NodeSet(nodes.stream()
                .filter(node -> Nodes.anyDescendant(node, test::test))
                .toList());
    }

    /** For each node, the nearest that passes a test among itself and its ancestors. */
    public NodeSet closest(NodeTest test) {
        return union(nodes.stream().flatMap(node -> {
            for (Node up = Nodes.isElement(node) ? node : Nodes.parent(node); up != null; up = Nodes.parent(up)) {
                if (test.test(up)) {
                    return Stream.of(up);
                }
            }
            return Stream.empty();
        }));
    }

    /** All child nodes, texts and comments among them. */
    public NodeSet contents() {
        return union(nodes.stream().flatMap(node -> node.childNodes().stream()));
    }

    /** What lies in a direction of each node, as far as a test lets it. */
    public NodeSet walk(Direction direction, NodeTest until) {
        return union(nodes.stream().flatMap(node -> direction.from(node, until).stream()));
    }

    /** The texts of all nodes, one after the other. */
    public String text() {
        StringBuilder text = new StringBuilder();
        nodes.forEach(node -> NodeText.append(text, node));
        return text.toString();
    }

    /** The markup inside the first node; empty if there is none. */
    public String html() {
        return nodes.isEmpty() ? "" : Markup.inner(nodes.getFirst());
    }

    /** An attribute of the first node; null if it is missing. */
    public @Nullable String attribute(String name) {
        Element element = firstElement();
        return element != null && element.hasAttr(name) ? element.attr(name) : null;
    }

    /** The value of the first node as a form field; null if it is none. */
    public @Nullable FieldValue value() {
        Element element = firstElement();
        return element == null ? null : FieldValue.of(element);
    }

    /** What a form, or these fields, would send, in document order. */
    public List<FormEntry> formEntries() {
        return FormEntry.all(nodes);
    }

    /** The first node's {@code data-*} attributes by name, without the prefix; null if it has no attributes at all. */
    public java.util.@Nullable Map<String, String> data() {
        Element element = firstElement();
        return element == null ? null : DataAttributes.of(element);
    }

    /** Position of the first node among the elements it lies between; -1 if there is none. */
    public int index() {
        Element element = firstElement();
        return element == null || element instanceof Document ? -1 : Direction.earlierElements(element);
    }

    /** Position of the first node of another set in this one; -1 if it is not there. */
    public int indexOf(NodeSet other) {
        Node wanted = other.first();
        return wanted == null ? -1 : nodes.indexOf(wanted);
    }

    /** The documents these nodes belong to, as the place to look for what is anywhere. */
    public NodeSet documents() {
        return union(nodes.stream().map(Node::ownerDocument).filter(java.util.Objects::nonNull));
    }

    /** The same nodes in a set for each. */
    public List<NodeSet> split() {
        Function<Node, NodeSet> single = node -> new NodeSet(List.of(node));
        return nodes.stream().map(single).toList();
    }
}
