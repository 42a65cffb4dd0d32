package io.loadbank.script.module.http;

/** Reads the text of JSON paths: where parts end, what escapes and wildcards mean. */
final class JsonPathText {

    private JsonPathText() {}

    /** Where the part that starts here ends: at the next dot or pipe that is not escaped. */
    static int endOfPart(String path, int from) {
        int i = from;
        while (i < path.length() && path.charAt(i) != '.' && path.charAt(i) != '|') {
            i += path.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, path.length());
    }

    /** Where a modifier with its argument ends; the argument may be JSON. */
    static int endOfModifier(String path) {
        int end = endOfPart(path, 0);
        int colon = path.indexOf(':');
        if (colon < 0 || colon > end) {
            return end;
        }
        return endOfValue(path, colon + 1);
    }

    /** Where a JSON value, or else a plain word, ends. */
    static int endOfValue(String path, int from) {
        if (from < path.length() && "{[".indexOf(path.charAt(from)) >= 0) {
            int end = endOfBrackets(path, from);
            return end < 0 ? path.length() : end;
        }
        if (from < path.length() && path.charAt(from) == '"') {
            return endOfQuotes(path, from);
        }
        return endOfPart(path, from);
    }

    /** Behind the bracket that closes the one at this index, quotes and escapes respected; -1 if none does. */
    static int endOfBrackets(String path, int open) {
        int depth = 0;
        int i = open;
        while (i < path.length()) {
            char c = path.charAt(i);
            if (c == '"') {
                i = endOfQuotes(path, i);
                continue;
            }
            if (c == '\\') {
                i += 2;
                continue;
            }
            if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0 && --depth == 0) {
                return i + 1;
            }
            i++;
        }
        return -1;
    }

    /** Behind the quote that closes the one at this index. */
    static int endOfQuotes(String path, int open) {
        int i = open + 1;
        while (i < path.length() && path.charAt(i) != '"') {
            i += path.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, path.length());
    }

    /** The next pipe outside of brackets, or the end. */
    static int nextPipe(String path, int from) {
        int i = from;
        while (i < path.length() && path.charAt(i) != '|') {
            char c = path.charAt(i);
            if ("([{".indexOf(c) >= 0) {
                int end = endOfBrackets(path, i);
                i = end < 0 ? path.length() : end;
            } else {
                i += c == '\\' ? 2 : 1;
            }
        }
        return Math.min(i, path.length());
    }

    /** The number that a part of up to nine digits is; -1 for any other. */
    static int index(String part) {
        int length = part.length();
        if (length == 0 || length > 9) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < length; i++) {
            char c = part.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = 10 * index + (c - '0');
        }
        return index;
    }

    static boolean hasWildcard(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?') {
                return true;
            }
        }
        return false;
    }

    /** The part without the backslashes that take a character's meaning. */
    static String unescaped(String part) {
        if (part.indexOf('\\') < 0) {
            return part;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '\\' && i + 1 < part.length()) {
                i++;
            }
            plain.append(part.charAt(i));
        }
        return plain.toString();
    }

    /** Whether a text matches a pattern of {@code *} (any run) and {@code ?} (one character). */
    static boolean matches(String text, String pattern) {
        int t = 0;
        int p = 0;
        int starAt = -1;
        int starText = 0;
        while (t < text.length()) {
            boolean escaped = p + 1 < pattern.length() && pattern.charAt(p) == '\\';
            if (p < pattern.length() && !escaped && pattern.charAt(p) == '*') {
                starAt = p++;
                starText = t;
            } else if (p < pattern.length()
                    && (escaped
                            ? pattern.charAt(p + 1) == text.charAt(t)
                            : pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p += escaped ? 2 : 1;
                t++;
            } else if (starAt >= 0) {
                p = starAt + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
