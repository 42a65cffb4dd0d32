package io.loadbank.html;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The tests of attribute selectors. */
final class AttributeTest {

    private AttributeTest() {}

    /**
     * {@code [name=value]} and its kind.
     *
     * @param operator what stands before the equals sign; an equals sign for none
     * @return null if there is no such operator
     */
    static @Nullable Selector of(String name, char operator, String value, boolean anyCase) {
        String wanted = anyCase ? value.toLowerCase(Locale.ROOT) : value;
        Predicate<String> test = switch (operator) {
            case '=', '!' -> wanted::equals;
            case '~' -> have -> hasWord(have, wanted);
            case '|' -> have -> have.equals(wanted) || have.startsWith(wanted + "-");
            case '^' -> have -> !wanted.isEmpty() && have.startsWith(wanted);
            case '$' -> have -> !wanted.isEmpty() && have.endsWith(wanted);
            case '*' -> have -> !wanted.isEmpty() && have.contains(wanted);
            case '#' -> expression(value);
            default -> null;
        };
        if (test == null) {
            return null;
        }
        Selector has = element -> element.hasAttr(name)
                && test.test(anyCase ? element.attr(name).toLowerCase(Locale.ROOT) : element.attr(name));
        return operator == '!' ? has.not() : has;
    }

    /** Whether one of the words between white space is this one. */
    static boolean hasWord(String words, String word) {
        for (int from = words.indexOf(word); from >= 0; from = words.indexOf(word, from + 1)) {
            int end = from + word.length();
            boolean starts = from == 0 || isSpace(words.charAt(from - 1));
            if (starts && !word.isEmpty() && (end == words.length() || isSpace(words.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** A search for a regular expression; null if it is none. */
    static @Nullable Predicate<String> expression(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return text -> pattern.matcher(new BoundedText(text)).find();
        } catch (PatternSyntaxException _) {
            return null;
        }
    }
}
