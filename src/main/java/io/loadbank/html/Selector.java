package io.loadbank.html;

import org.jsoup.nodes.Element;

/** A CSS selector: a test of one element where it stands. Immutable, thread-safe. */
@FunctionalInterface
interface Selector {

    /** What an invalid selector becomes. */
    Selector NOTHING = _ -> false;

    boolean matches(Element element);

    /** Reads a selector; a text that is none matches nothing, as in k6. */
    static Selector of(String text) {
        try {
            return new SelectorParser(text).parse();
        } catch (SelectorParser.Malformed _) {
            return NOTHING;
        }
    }

    default Selector and(Selector other) {
        return element -> matches(element) && other.matches(element);
    }

    default Selector or(Selector other) {
        return element -> matches(element) || other.matches(element);
    }

    default Selector not() {
        return element -> !matches(element);
    }
}
