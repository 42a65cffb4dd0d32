package io.loadbank.html;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A parsed HTML document. Never changed once it is parsed; confined to one thread, for the parser's nodes are. */
public final class Page {

    private final Document document;

    private Page(Document document) {
        this.document = document;
    }

    /** Parses a text as browsers do: nothing is an error, and a fragment gets its html, head and body. */
    public static Page parse(String html) {
        return new Page(Jsoup.parse(html));
    }

    /** The set that holds the document alone. */
    public NodeSet root() {
        return new NodeSet(List.of(document));
    }
}
