package io.loadbank.html;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.LeafNode;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** What stands behind a colon in a selector. Those of jQuery alone, such as {@code :eq}, are not among them. */
final class PseudoClass {

    private static final Set<String> FIELDS = Set.of("input", "select", "textarea", "button");
    private static final Set<String> CAN_BE_DISABLED =
            Set.of("input", "select", "textarea", "button", "optgroup", "option", "fieldset", "menuitem");

    private PseudoClass() {}

    /** Those without an argument; null if there is none of the name. */
    static @Nullable Selector plain(String name) {
        return switch (name) {
            case "first-child" -> Nth.of("1", false, false);
            case "last-child" -> Nth.of("1", true, false);
            case "first-of-type" -> Nth.of("1", false, true);
            case "last-of-type" -> Nth.of("1", true, true);
            case "only-child" -> both(Nth.of("1", false, false), Nth.of("1", true, false));
            case "only-of-type" -> both(Nth.of("1", false, true), Nth.of("1", true, true));
            case "root" -> element -> Nodes.parent(element) == null && element.parent() != null;
            case "empty" -> PseudoClass::isEmpty;
            case "input" -> element -> FIELDS.contains(element.normalName());
            case "checked" -> PseudoClass::isChecked;
            case "disabled" -> PseudoClass::isDisabled;
            case "enabled" -> element -> CAN_BE_DISABLED.contains(element.normalName()) && !isDisabled(element);
            case "link" ->
                element -> Set.of("a", "area", "link").contains(element.normalName()) && element.hasAttr("href");
            case "visited", "hover", "active", "focus", "target" -> Selector.NOTHING;
            default -> null;
        };
    }

    private static @Nullable Selector both(@Nullable Selector one, @Nullable Selector other) {
        return one == null || other == null ? null : one.and(other);
    }

    private static boolean isEmpty(Element element) {
        return element.childNodes().stream()
                .noneMatch(node -> node instanceof Element
                        || (node instanceof LeafNode && !NodeText.of(node).isEmpty()));
    }

    private static boolean isChecked(Element element) {
        return switch (element.normalName()) {
            case "input" ->
                Set.of("checkbox", "radio").contains(element.attr("type").toLowerCase(Locale.ROOT))
                        && element.hasAttr("checked");
            case "option" -> element.hasAttr("selected");
            default -> false;
        };
    }

    private static boolean isDisabled(Element element) {
        if (!CAN_BE_DISABLED.contains(element.normalName())) {
            return false;
        }
        for (Element up = element; up != null; up = Nodes.parent(up)) {
            boolean counts = up.equals(element) || up.normalName().equals("fieldset");
            if (counts && up.hasAttr("disabled")) {
                return true;
            }
        }
        return false;
    }

    static Selector has(Selector inner) {
        return element -> Nodes.anyDescendant(element, inner);
    }

    static Selector hasChild(Selector inner) {
        return element -> element.children().stream().anyMatch(inner::matches);
    }

    /** Those about text: {@code contains} looks for it in any letter case, {@code matches} for an expression. */
    static @Nullable Selector text(String name, String argument) {
        if (name.equals("lang")) {
            return element -> isInLanguage(element, argument);
        }
        boolean own = name.endsWith("own");
        Predicate<String> test;
        if (name.startsWith("matches")) {
            test = AttributeTest.expression(argument);
        } else {
            String wanted = argument.toLowerCase(Locale.ROOT);
            test = text -> text.toLowerCase(Locale.ROOT).contains(wanted);
        }
        if (test == null) {
            return null;
        }
        return element -> test.test(own ? ownText(element) : NodeText.of(element));
    }

    private static String ownText(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode own) {
                text.append(own.getWholeText());
            }
        }
        return text.toString();
    }

    private static boolean isInLanguage(Element element, String language) {
        for (Element up = element; up != null; up = Nodes.parent(up)) {
            if (up.hasAttr("lang")) {
                return up.attr("lang").equals(language) || up.attr("lang").startsWith(language + "-");
            }
        }
        return false;
    }

    /** The {@code nth} family; null if there is none of the name, or the count cannot be read. */
    static @Nullable Selector counted(String name, String count) {
        return switch (name) {
            case "nth-child" -> Nth.of(count, false, false);
            case "nth-last-child" -> Nth.of(count, true, false);
            case "nth-of-type" -> Nth.of(count, false, true);
            case "nth-last-of-type" -> Nth.of(count, true, true);
            default -> null;
        };
    }
}
