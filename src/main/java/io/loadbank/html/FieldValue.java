package io.loadbank.html;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The value of a form field. */
public sealed interface FieldValue {

    record Single(String text) implements FieldValue {}

    /** Of a select that allows several, the chosen ones. */
    record Several(List<String> texts) implements FieldValue {}

    Set<String> TICKED = Set.of("checkbox", "radio");

    /** The value of an element; null if it is no form field. */
    static @Nullable FieldValue of(Element element) {
        return switch (element.normalName()) {
            case "input" -> new Single(input(element));
            case "button", "option" -> new Single(valueOrMarkup(element));
            case "textarea" -> new Single(Markup.inner(element));
            case "select" -> select(element);
            default -> null;
        };
    }

    private static String input(Element element) {
        boolean ticked = TICKED.contains(element.attr("type").toLowerCase(Locale.ROOT));
        return ticked && !element.hasAttr("value") ? "on" : element.attr("value");
    }

    private static String valueOrMarkup(Element element) {
        return element.hasAttr("value") ? element.attr("value") : Markup.inner(element);
    }

    private static FieldValue select(Element select) {
        List<Element> chosen = chosen(select);
        return select.hasAttr("multiple")
                ? new Several(chosen.stream().map(FieldValue::valueOrMarkup).toList())
                : new Single(chosen.isEmpty() ? "" : valueOrMarkup(chosen.getFirst()));
    }

    /** The options that are chosen: the marked ones, or without a mark the first, where only one can be chosen. */
    static List<Element> chosen(Element select) {
        List<Element> options =
                Nodes.select(select, option -> option.normalName().equals("option"));
        List<Element> marked =
                options.stream().filter(option -> option.hasAttr("selected")).toList();
        if (select.hasAttr("multiple") || !marked.isEmpty()) {
            return marked;
        }
        return options.isEmpty() ? List.of() : List.of(options.getFirst());
    }
}
