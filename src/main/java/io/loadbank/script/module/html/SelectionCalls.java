package io.loadbank.script.module.html;

import io.loadbank.html.DataAttributes;
import io.loadbank.html.Direction;
import io.loadbank.html.FieldValue;
import io.loadbank.html.FormEntry;
import io.loadbank.html.NodeSet;
import io.loadbank.html.NodeTest;
import io.loadbank.html.PageNode;
import io.loadbank.http.FormBody;
import io.loadbank.script.module.Guest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** What the JavaScript class of selections asks about its nodes. */
final class SelectionCalls {

    private final Guest guest;

    SelectionCalls(Guest guest) {
        this.guest = guest;
    }

    /** Takes the name of a question, the nodes it is about, and up to three arguments. */
    ProxyExecutable function() {
        return guest.function(arguments -> call(arguments[0].asString(), nodes(arguments[1]), arguments));
    }

    private static NodeSet nodes(Value handle) {
        Object nodes = handle.isHostObject() ? handle.asHostObject() : null;
        return nodes instanceof NodeSet set ? set : nodes instanceof PageNode node ? NodeSet.of(node) : NodeSet.EMPTY;
    }

    private @Nullable Object call(String question, NodeSet nodes, Value[] arguments) {
        Value first = guest.argument(arguments, 2);
        return switch (question) {
            case "size" -> nodes.size();
            case "text" -> nodes.text();
            case "html" -> nodes.html();
            case "attr" -> nodes.attribute(first.asString());
            case "node" -> nodes.node(first.asInt());
            case "val" -> value(nodes.value());
            case "data" -> data(nodes);
            case "dataKey" -> DataAttributes.key(first.asString());
            case "entries" -> entries(nodes);
            case "serialize" -> FormBody.text(fields(nodes));
            case "index" -> nodes.index();
            case "indexIn" -> index(nodes, first);
            case "is" -> nodes.filter(test(first)).size() > 0;
            default -> derive(question, nodes, first, arguments);
        };
    }

    /** The questions that are answered by other nodes. */
    private Object derive(String question, NodeSet nodes, Value first, Value[] arguments) {
        return switch (question) {
            case "eq" -> nodes.eq(first.asInt());
            case "slice" -> nodes.slice(first.asInt(), arguments[3].asInt());
            case "find" -> nodes.find(test(first));
            case "filter" -> nodes.filter(test(first));
            case "not" -> nodes.filter(test(first).not());
            case "pick" -> nodes.filter((i, node) -> first.execute(i, node).asBoolean());
            case "has" -> nodes.has(test(first));
            case "closest" -> nodes.closest(test(first));
            case "contents" -> nodes.contents();
            case "add" -> nodes.add(first.isString() ? nodes.documents().find(test(first)) : nodes(first));
            default ->
                nodes.walk(Direction.valueOf(question), arguments[3].isNull() ? NodeTest.NONE : test(arguments[3]))
                        .filter(first.isNull() ? NodeTest.ALL : test(first));
        };
    }

    private static NodeTest test(Value given) {
        return given.isString() ? NodeTest.selector(given.asString()) : NodeTest.oneOf(nodes(given));
    }

    private static int index(NodeSet nodes, Value among) {
        return among.isString() ? nodes.documents().find(test(among)).indexOf(nodes) : nodes.indexOf(nodes(among));
    }

    static @Nullable Object value(@Nullable FieldValue value) {
        return switch (value) {
            case null -> null;
            case FieldValue.Single(String text) -> text;
            case FieldValue.Several(List<String> texts) -> Guest.array(texts);
        };
    }

    private @Nullable Object data(NodeSet nodes) {
        Map<String, String> data = nodes.data();
        return data == null ? null : guest.tree(data);
    }

    private Object entries(NodeSet nodes) {
        return guest.tree(nodes.formEntries().stream()
                .map(entry -> Map.of("name", entry.name(), "value", tree(entry.value())))
                .collect(Collectors.toList()));
    }

    private static Map<String, Object> fields(NodeSet nodes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (FormEntry entry : nodes.formEntries()) {
            fields.put(entry.name(), tree(entry.value()));
        }
        return fields;
    }

    private static Object tree(FieldValue value) {
        return switch (value) {
            case FieldValue.Single(String text) -> text;
            case FieldValue.Several(List<String> texts) -> texts;
        };
    }
}
