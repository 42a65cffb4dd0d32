package io.loadbank.html;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** How two simple selectors are joined: by descent, by parent, by siblings. */
final class Combinator {

    private Combinator() {}

    /**
     * The selector of what matches {@code right} and has a {@code left} where the sign says.
     *
     * @param sign a space, {@code >}, {@code +} or {@code ~}
     */
    static Selector combine(Selector left, char sign, Selector right) {
        return switch (sign) {
            case '>' -> element -> right.matches(element) && isMatch(left, Nodes.parent(element));
            case '+' -> element -> right.matches(element) && isMatch(left, element.previousElementSibling());
            case '~' -> element -> right.matches(element) && hasEarlierSibling(element, left);
            default -> element -> right.matches(element) && hasAncestor(element, left);
        };
    }

    private static boolean isMatch(Selector selector, @Nullable Element element) {
        return element != null && selector.matches(element);
    }

    private static boolean hasAncestor(Element element, Selector selector) {
        for (Element up = Nodes.parent(element); up != null; up = Nodes.parent(up)) {
            if (selector.matches(up)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEarlierSibling(Element element, Selector selector) {
        for (Element earlier = element.previousElementSibling();
                earlier != null;
                earlier = earlier.previousElementSibling()) {
            if (selector.matches(earlier)) {
                return true;
            }
        }
        return false;
    }
}
