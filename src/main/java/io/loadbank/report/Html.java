package io.loadbank.report;

/**
 * A piece of a page in the making. Everything that is put into a template is escaped, unless it is a piece itself: names
 * that scripts chose can never become markup.
 */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /**
     * Appends a template, each {@code {}} of it replaced by the next value.
     *
     * @param template a constant of this package, never anything that came from outside
     */
    Html put(String template, Object... values) {
        int from = 0;
        for (Object value : values) {
            int at = template.indexOf("{}", from);
            if (at < 0) {
                throw new IllegalArgumentException("more values than places in " + template);
            }
            text.append(template, from, at);
            if (value instanceof Html piece) {
                text.append(piece.text);
            } else {
                escape(String.valueOf(value));
            }
            from = at + 2;
        }
        text.append(template, from, template.length());
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
