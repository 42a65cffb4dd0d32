package io.loadbank.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the text of one CSS selector. Used once and thrown away. */
final class SelectorParser {

    /** A text that is no selector. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed selector", null, false, false);
        }
    }

    private static final int MAX_NESTING = 32;

    private final String text;
    private int at;
    private int nesting;

    SelectorParser(String text) {
        this.text = text;
    }

    Selector parse() throws Malformed {
        Selector group = group();
        if (at < text.length()) {
            throw new Malformed();
        }
        return group;
    }

    private Selector group() throws Malformed {
        Selector group = complex();
        while (peek() == ',') {
            at++;
            group = group.or(complex());
        }
        return group;
    }

    private Selector complex() throws Malformed {
        space();
        Selector left = compound();
        while (true) {
            boolean apart = space();
            char c = peek();
            if (c == 0 || c == ',' || c == ')') {
                return left;
            }
            if (c == '>' || c == '+' || c == '~') {
                at++;
                space();
            } else if (apart) {
                c = ' ';
            } else {
                throw new Malformed();
            }
            left = Combinator.combine(left, c, compound());
        }
    }

    private Selector compound() throws Malformed {
        Selector all = null;
        char c = peek();
        if (c == '*') {
            at++;
            all = _ -> true;
        } else if (isNameStart()) {
            String tag = name().toLowerCase(Locale.ROOT);
            all = element -> element.normalName().equals(tag);
        }
        while (true) {
            Selector next = switch (peek()) {
                case '#' -> id();
                case '.' -> className();
                case '[' -> attribute();
                case ':' -> pseudo();
                default -> null;
            };
            if (next == null) {
                if (all == null) {
                    throw new Malformed();
                }
                return all;
            }
            all = all == null ? next : all.and(next);
        }
    }

    private Selector id() throws Malformed {
        at++;
        String id = nameChars();
        return element -> element.attr("id").equals(id);
    }

    private Selector className() throws Malformed {
        at++;
        String name = name();
        return element -> AttributeTest.hasWord(element.attr("class"), name);
    }

    private Selector attribute() throws Malformed {
        at++;
        space();
        String name = name().toLowerCase(Locale.ROOT);
        space();
        if (peek() == ']') {
            at++;
            return element -> element.hasAttr(name);
        }
        char operator = peek();
        at++;
        if (operator != '=') {
            expect('=');
        }
        space();
        char first = peek();
        String value = first == '"' || first == '\'' ? quoted() : operator == '#' ? until(']') : name();
        space();
        boolean anyCase = peek() == 'i' || peek() == 'I';
        if (anyCase) {
            at++;
            space();
        }
        expect(']');
        Selector test = AttributeTest.of(name, operator, value, anyCase);
        if (test == null) {
            throw new Malformed();
        }
        return test;
    }

    private Selector pseudo() throws Malformed {
        at++;
        String name = name().toLowerCase(Locale.ROOT);
        if (peek() != '(') {
            return known(PseudoClass.plain(name));
        }
        at++;
        if (++nesting > MAX_NESTING) {
            throw new Malformed();
        }
        space();
        Selector selector = switch (name) {
            case "not" -> group().not();
            case "is" -> group();
            case "has" -> PseudoClass.has(group());
            case "haschild" -> PseudoClass.hasChild(group());
            case "contains", "containsown", "matches", "matchesown", "lang" ->
                known(PseudoClass.text(name, argument()));
            default -> known(PseudoClass.counted(name, until(')')));
        };
        nesting--;
        space();
        expect(')');
        return selector;
    }

    private static Selector known(@Nullable Selector selector) throws Malformed {
        if (selector == null) {
            throw new Malformed();
        }
        return selector;
    }

    private String argument() throws Malformed {
        char first = peek();
        return first == '"' || first == '\'' ? quoted() : until(')').strip();
    }

    /** Everything up to a closing bracket that belongs to the text outside. */
    private String until(char close) throws Malformed {
        char open = close == ')' ? '(' : '[';
        int depth = 0;
        int start = at;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == open) {
                depth++;
            } else if (c == close && depth-- == 0) {
                return text.substring(start, at);
            }
        }
        throw new Malformed();
    }

    private String quoted() throws Malformed {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
                at++;
            }
        }
        throw new Malformed();
    }

    private boolean isNameStart() {
        char c = peek();
        return c == '-' || c == '_' || c == '\\' || c >= 128 || isLetter(c);
    }

    private String name() throws Malformed {
        if (!isNameStart()) {
            throw new Malformed();
        }
        return nameChars();
    }

    private String nameChars() throws Malformed {
        StringBuilder name = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\') {
                escape(name);
            } else if (c == '-' || c == '_' || c >= 128 || isLetter(c) || (c >= '0' && c <= '9')) {
                name.append(c);
                at++;
            } else {
                break;
            }
        }
        if (name.isEmpty() || name.toString().equals("-")) {
            throw new Malformed();
        }
        return name.toString();
    }

    /** A backslash and what it hides: up to six hexadecimal digits and a space, or one character. */
    private void escape(StringBuilder out) throws Malformed {
        at++;
        int start = at;
        while (at < text.length() && at - start < 6 && Character.digit(text.charAt(at), 16) >= 0) {
            at++;
        }
        if (at > start) {
            int point = Integer.parseInt(text.substring(start, at), 16);
            out.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xFFFD);
            if (peek() == ' ') {
                at++;
            }
        } else if (at < text.length()) {
            out.append(text.charAt(at++));
        } else {
            throw new Malformed();
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private boolean space() {
        int start = at;
        while (at < text.length() && " \t\r\n\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at > start;
    }

    private void expect(char c) throws Malformed {
        if (peek() != c) {
            throw new Malformed();
        }
        at++;
    }

    /** The next character, 0 at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
