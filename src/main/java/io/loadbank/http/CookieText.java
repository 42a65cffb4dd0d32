package io.loadbank.http;

/** How cookie names and values are spelled in a {@code Cookie} header. */
final class CookieText {

    private CookieText() {}

    /** Line breaks become dashes. */
    static String name(String name) {
        return name.replace('\n', '-').replace('\r', '-');
    }

    /**
     * Drops {@code ;}, {@code "}, {@code \}, control and non-ASCII bytes; quotes what came quoted or has spaces or
     * commas.
     */
    static String value(String value, boolean quoted) {
        StringBuilder kept = new StringBuilder(value.length() + 2);
        boolean quote = quoted;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isValueCharacter(c)) {
                kept.append(c);
                quote |= c == ' ' || c == ',';
            }
        }
        return quote ? kept.insert(0, '"').append('"').toString() : kept.toString();
    }

    static boolean isValueCharacter(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != ';' && c != '\\';
    }
}
