package io.loadbank.script.module.html;

import io.loadbank.html.NodeSet;
import io.loadbank.html.Page;
import io.loadbank.script.module.Guest;
import io.loadbank.script.module.JsModule;
import io.loadbank.script.module.Realm;
import java.util.List;
import org.graalvm.polyglot.Value;

/** The module {@code k6/html}. */
public final class HtmlModule implements JsModule {

    private static final String FACE = "k6/html";

    @Override
    public String name() {
        return "k6/html";
    }

    @Override
    public List<String> exports() {
        return List.of("NodeType", "parseHTML");
    }

    @Override
    public boolean liveBindings() {
        return true;
    }

    @Override
    public Value open(Realm realm) {
        Guest guest = realm.guest();
        return guest.evaluate("html/html.js")
                .execute(guest.function(arguments ->
                        selection(guest, Page.parse(arguments[0].asString()).root(), "")));
    }

    /**
     * Nodes as a script sees them.
     *
     * @param url what the page's links are relative to; may be empty
     */
    public static Value selection(Guest guest, NodeSet nodes, String url) {
        return face(guest).execute(nodes, url);
    }

    /** The JavaScript classes of a realm, made when the first page is parsed. */
    private static Value face(Guest guest) {
        return guest.kept(FACE, () -> {
            Value elements = guest.evaluate("html/element.js")
                    .execute(new ElementCalls(guest).function(), guest.evaluate("html/attributes.js"));
            return guest.evaluate("html/selection.js").execute(new SelectionCalls(guest).function(), elements);
        });
    }
}
