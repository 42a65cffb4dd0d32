package io.loadbank.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * One field of a form as it would be sent. k6 goes by the letter of the attributes: a field is left out when it says
 * {@code disabled="disabled"}, and a box is sent when it says {@code checked="checked"}.
 */
public record FormEntry(String name, FieldValue value) {

    private static final Set<String> FIELDS = Set.of("input", "select", "textarea", "keygen");
    private static final Set<String> NEVER_SENT = Set.of("submit", "button", "reset", "image", "file");

    static List<FormEntry> all(List<Node> nodes) {
        List<Element> fields = new ArrayList<>();
        for (Node node : nodes) {
            if (node instanceof Element element) {
                if (element.normalName().equals("form")) {
                    fields.addAll(Nodes.select(element, FormEntry::isSent));
                } else if (isSent(element)) {
                    fields.add(element);
                }
            }
        }
        List<FormEntry> entries = new ArrayList<>();
        for (Element field : fields) {
            FieldValue value = FieldValue.of(field);
            entries.add(new FormEntry(field.attr("name"), value == null ? new FieldValue.Single("") : value));
        }
        return entries;
    }

    private static boolean isSent(Element element) {
        if (!FIELDS.contains(element.normalName())
                || element.attr("name").isEmpty()
                || element.attr("disabled").equals("disabled")) {
            return false;
        }
        String type = element.attr("type").toLowerCase(Locale.ROOT);
        if (!element.normalName().equals("input")) {
            return true;
        }
        boolean unticked =
                FieldValue.TICKED.contains(type) && !element.attr("checked").equals("checked");
        return !unticked && !NEVER_SENT.contains(type);
    }
}
