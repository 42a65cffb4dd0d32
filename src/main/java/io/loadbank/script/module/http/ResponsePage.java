package io.loadbank.script.module.http;

import io.loadbank.html.FieldValue;
import io.loadbank.html.NodeSet;
import io.loadbank.html.NodeTest;
import io.loadbank.html.Page;
import io.loadbank.http.FormBody;
import io.loadbank.http.FormText;
import io.loadbank.http.Url;
import io.loadbank.http.UrlResult;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.html.HtmlModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A response's body as a page: to be searched, and to go on from by its forms and links. Parsed once. */
final class ResponsePage {

    private static final String SUBMIT = "[type=\"submit\"]";

    private final HttpState state;
    private final Guest guest;
    private final Url url;
    private final NodeSet root;

    /** @param url where the page came from, which its references are relative to */
    ResponsePage(HttpState state, Url url, String body) {
        this.state = state;
        this.guest = state.realm.guest();
        this.url = url;
        this.root = Page.parse(body).root();
    }

    /** The page's selection, or with a selector what is found in it. */
    Value html(Value selector) {
        Value page = HtmlModule.selection(guest, root, url.text());
        return selector.isNull() ? page : page.invokeMember("find", selector);
    }

    /** {@code submitForm({formSelector, submitSelector, fields, params})}. */
    @Nullable
    Object submitForm(Value options) {
        String selector = text(options, "formSelector", "form");
        NodeSet form = root.find(NodeTest.selector(selector));
        if (form.size() == 0) {
            throw guest.raise("Error", "no form found for selector '" + selector + "' in response '" + url + "'");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        form.formEntries().forEach(entry -> values.put(entry.name(), shown(entry.value())));
        NodeSet submit = form.find(NodeTest.selector(text(options, "submitSelector", SUBMIT)));
        String button = submit.attribute("name");
        if (button != null && !button.isEmpty()) {
            FieldValue value = submit.value();
            values.put(button, value == null ? "" : shown(value));
        }
        addFields(values, member(options, "fields"));
        return send(form, values, member(options, "params"));
    }

    private @Nullable Object send(NodeSet form, Map<String, @Nullable Object> values, Value params) {
        String given = form.attribute("method");
        String method = given == null || given.isBlank() ? "GET" : given.strip().toUpperCase(Locale.ROOT);
        String action = form.attribute("action");
        Url target = action == null ? url : resolve(action);
        if (!method.equals("GET")) {
            return HttpModule.request(
                    state, method, Value.asValue(target.text()), Value.asValue(Guest.object(values)), params);
        }
        Map<String, String> query = new LinkedHashMap<>();
        values.forEach((name, value) ->
                query.put(name, value instanceof Value own ? ObjectBody.text(guest, own) : FormText.of(value)));
        Url full = target.withQuery(query.isEmpty() ? null : FormBody.text(query));
        return HttpModule.request(state, method, Value.asValue(full.text()), guest.undefined(), params);
    }

    /** As k6 sends it: several values become one text. */
    private static String shown(FieldValue value) {
        return switch (value) {
            case FieldValue.Single(String text) -> text;
            case FieldValue.Several(List<String> texts) -> FormText.of(texts);
        };
    }

    private void addFields(Map<String, @Nullable Object> values, Value fields) {
        if (fields.hasMembers() && !fields.isString()) {
            for (String name : fields.getMemberKeys()) {
                Value value = fields.getMember(name);
                values.put(name, value.hasArrayElements() ? ObjectBody.text(guest, value) : value);
            }
        }
    }

    /** {@code clickLink({selector, params})}. */
    @Nullable
    Object clickLink(Value options) {
        String selector = text(options, "selector", "a[href]");
        NodeSet link = root.find(NodeTest.selector(selector));
        if (link.size() == 0) {
            throw guest.raise("Error", "no element found for selector '" + selector + "' in response '" + url + "'");
        }
        String href = link.attribute("href");
        if (href == null) {
            throw guest.raise("Error", "no valid href attribute on the element found for selector '" + selector + "'");
        }
        Value target = Value.asValue(resolve(href).text());
        return HttpModule.request(state, "GET", target, guest.undefined(), member(options, "params"));
    }

    private Url resolve(String reference) {
        return switch (url.resolve(reference.strip())) {
            case UrlResult.Parsed(Url resolved) -> resolved;
            case UrlResult.Malformed(String reason) -> throw guest.raise("Error", "invalid URL: " + reason);
        };
    }

    private Value member(Value options, String name) {
        Value value = options.hasMembers() ? options.getMember(name) : null;
        return value == null ? guest.undefined() : value;
    }

    private String text(Value options, String name, String otherwise) {
        Value value = member(options, name);
        return value.isNull() ? otherwise : guest.text(value);
    }
}
