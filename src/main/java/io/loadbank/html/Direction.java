package io.loadbank.html;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/** Where a walk goes from a node. */
public enum Direction {
    CHILDREN,
    PARENT,
    PARENTS,
    NEXT,
    NEXT_ALL,
    PREV,
    PREV_ALL,
    SIBLINGS;

    /** The elements met, nearest first, before the first that passes the test. */
    List<Element> from(Node node, NodeTest until) {
        return switch (this) {
            case CHILDREN -> node instanceof Element element ? element.children() : List.of();
            case PARENT -> chain(Nodes.parent(node), Nodes::parent, until, 1);
            case PARENTS -> chain(Nodes.parent(node), Nodes::parent, until, Integer.MAX_VALUE);
            case NEXT -> chain(next(node), Direction::next, until, 1);
            case NEXT_ALL -> chain(next(node), Direction::next, until, Integer.MAX_VALUE);
            case PREV -> chain(previous(node), Direction::previous, until, 1);
            case PREV_ALL -> chain(previous(node), Direction::previous, until, Integer.MAX_VALUE);
            case SIBLINGS -> siblings(node);
        };
    }

    private interface Step {
        @Nullable
        Element from(Node node);
    }

    private static List<Element> chain(@Nullable Element first, Step step, NodeTest until, int limit) {
        List<Element> met = new ArrayList<>();
        for (Element at = first; at != null && met.size() < limit && !until.test(at); at = step.from(at)) {
            met.add(at);
        }
        return met;
    }

    private static @Nullable Element next(Node node) {
        for (Node next = node.nextSibling(); next != null; next = next.nextSibling()) {
            if (next instanceof Element element) {
                return element;
            }
        }
        return null;
    }

    private static @Nullable Element previous(Node node) {
        for (Node previous = node.previousSibling(); previous != null; previous = previous.previousSibling()) {
            if (previous instanceof Element element) {
                return element;
            }
        }
        return null;
    }

    private static List<Element> siblings(Node node) {
        List<Element> siblings = new ArrayList<>();
        if (node.parent() instanceof Element parent) {
            for (Element child : parent.children()) {
                if (!child.equals(node)) {
                    siblings.add(child);
                }
            }
        }
        return siblings;
    }

    /** How many elements lie before one among its siblings. */
    static int earlierElements(Element element) {
        int count = 0;
        for (Element earlier = previous(element); earlier != null; earlier = previous(earlier)) {
            count++;
        }
        return count;
    }
}
