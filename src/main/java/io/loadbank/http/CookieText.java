package io.loadbank.http;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How cookies are spelled: names and values in a {@code Cookie} header, numbers and dates in a {@code Set-Cookie}. */
final class CookieText {

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    /** RFC 1123, and the same with dashes; zones are taken for UTC. */
    private static final Pattern DATE = Pattern.compile(
            "[A-Z][a-z]{2}, (\\d{2})([ -])([A-Z][a-z]{2})\\2(\\d{4}) (\\d{2}):(\\d{2}):(\\d{2}) [A-Z]{3,4}");

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

    static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isValueCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValueCharacter(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != ';' && c != '\\';
    }

    /** Seconds, -1 for zero and less, or what was before if the text is no number. */
    static long maxAge(String text, long before) {
        if (!text.matches("-?\\d{1,15}") || (text.startsWith("0") && text.length() > 1)) {
            return before;
        }
        long seconds = Long.parseLong(text);
        return seconds <= 0 ? -1 : seconds;
    }

    static @Nullable Long expires(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches() || !MONTHS.contains(date.group(3))) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            Integer.parseInt(date.group(4)),
                            MONTHS.indexOf(date.group(3)) + 1,
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(5)),
                            Integer.parseInt(date.group(6)),
                            Integer.parseInt(date.group(7)))
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }
}
