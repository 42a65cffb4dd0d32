package io.loadbank.script.module.html;

import io.loadbank.html.NodeSet;
import io.loadbank.html.PageNode;
import io.loadbank.http.Url;
import io.loadbank.http.UrlResult;
import io.loadbank.script.module.Guest;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** What the JavaScript classes of elements ask about their node. */
final class ElementCalls {

    private final Guest guest;

    ElementCalls(Guest guest) {
        this.guest = guest;
    }

    /** Takes the name of a question, the node it is about, and an argument. */
    ProxyExecutable function() {
        return guest.function(arguments -> arguments[0].asString().equals("resolve")
                ? resolve(arguments[1].asString(), arguments[2].asString())
                : call(arguments[0].asString(), node(arguments[1]), guest.argument(arguments, 2)));
    }

    private PageNode node(Value handle) {
        if (handle.isHostObject() && handle.asHostObject() instanceof PageNode node) {
            return node;
        }
        throw guest.raise("TypeError", "invalid argument: an element is needed");
    }

    private @Nullable Object call(String question, PageNode node, Value argument) {
        return switch (question) {
            case "type" -> node.type();
            case "name" -> node.name();
            case "value" -> node.value();
            case "text" -> node.text();
            case "html" -> node.innerHtml();
            case "namespace" -> node.namespace();
            case "attribute" -> node.attribute(argument.asString());
            case "attributes" -> guest.tree(node.attributes());
            case "field" -> SelectionCalls.value(node.fieldValue());
            case "matches" -> node.matches(argument.asString());
            case "contains" -> node.contains(node(argument));
            case "same" -> node.equals(node(argument));
            case "alike" -> node.looksLike(node(argument));
            case "set" -> NodeSet.of(node);
            case "childNodes" -> Guest.array(node.childNodes());
            case "children" -> Guest.array(node.children());
            case "select" -> Guest.array(node.select(argument.asString()));
            case "labels" -> Guest.array(node.labels());
            case "chosen" -> Guest.array(node.chosenOptions());
            default -> relative(question, node, argument);
        };
    }

    private static @Nullable PageNode relative(String question, PageNode node, Value argument) {
        return switch (question) {
            case "parent" -> node.parent();
            case "parentElement" -> node.parentElement();
            case "nextSibling" -> node.nextSibling();
            case "previousSibling" -> node.previousSibling();
            case "nextElement" -> node.nextElement();
            case "previousElement" -> node.previousElement();
            case "document" -> node.document();
            case "form" -> node.form();
            case "ancestor" -> node.ancestor(argument.asString());
            default -> throw new IllegalArgumentException("nothing is known about the " + question + " of a node");
        };
    }

    /** A reference against the page's URL; what is no URL stays as it is. */
    private static String resolve(String base, String reference) {
        return Url.parse(base) instanceof UrlResult.Parsed(Url page)
                        && page.resolve(reference) instanceof UrlResult.Parsed(Url resolved)
                ? resolved.text()
                : reference;
    }
}
