package io.loadbank.html;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The {@code data-*} attributes of an element under their names in a script. */
public final class DataAttributes {

    private static final String PREFIX = "data-";

    /** Words that are written in capitals where they do not begin a name. */
    private static final Set<String> INITIALISMS = Set.of(
            "acl", "api", "ascii", "cpu", "css", "dns", "eof", "guid", "html", "http", "https", "id", "ip", "json",
            "lhs", "qps", "ram", "rhs", "rpc", "sla", "smtp", "sql", "ssh", "tcp", "tls", "ttl", "udp", "ui", "uid",
            "uuid", "uri", "url", "utf8", "vm", "xml", "xmpp", "xsrf", "xss");

    private DataAttributes() {}

    static @Nullable Map<String, String> of(Element element) {
        if (element.attributes().isEmpty()) {
            return null;
        }
        Map<String, String> data = new LinkedHashMap<>();
        for (Attribute attribute : element.attributes()) {
            if (attribute.getKey().startsWith(PREFIX) && attribute.getKey().length() > PREFIX.length()) {
                data.put(name(attribute.getKey().substring(PREFIX.length())), attribute.getValue());
            }
        }
        return data;
    }

    /** The name in a script: {@code user-id} is {@code userID}. */
    static String name(String dashed) {
        StringBuilder name = new StringBuilder();
        for (String word : dashed.split("-")) {
            if (name.isEmpty()) {
                name.append(word);
            } else if (INITIALISMS.contains(word)) {
                name.append(word.toUpperCase(Locale.ROOT));
            } else if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return name.toString();
    }

    /** What the spellings of a name have in common: {@code user-id}, {@code userId} and {@code userID} are one. */
    public static String key(String spelling) {
        return spelling.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
