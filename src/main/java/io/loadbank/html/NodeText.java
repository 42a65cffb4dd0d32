package io.loadbank.html;

import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of a node and all below it: every character as it stands, white space and scripts included. */
final class NodeText {

    private NodeText() {}

    static String of(Node node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString();
    }

    static void append(StringBuilder text, Node root) {
        for (Node node = root; node != null; node = Nodes.following(node, root)) {
            if (node instanceof TextNode part) {
                text.append(part.getWholeText());
            } else if (node instanceof DataNode part) {
                text.append(part.getWholeData());
            }
        }
    }
}
