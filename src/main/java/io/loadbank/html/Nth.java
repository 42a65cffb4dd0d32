package io.loadbank.html;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The selector of elements whose position among their siblings, from 1, is {@code step * n + offset}. */
record Nth(int step, int offset, boolean fromEnd, boolean ofType) implements Selector {

    private static final Pattern FORMULA = Pattern.compile("(?:([+-]?\\d{0,9})n\\s*)?(?:([+-]?)\\s*(\\d{1,9}))?");

    /** Reads {@code odd}, {@code even}, {@code 3}, {@code 2n+1}, {@code -n + 3}; null for anything else. */
    static @Nullable Nth of(String count, boolean fromEnd, boolean ofType) {
        String text = count.strip().toLowerCase(Locale.ROOT);
        String formula = text.equals("odd") ? "2n+1" : text.equals("even") ? "2n" : text;
        Matcher parts = FORMULA.matcher(formula);
        if (formula.isEmpty() || !parts.matches()) {
            return null;
        }
        String step = parts.group(1);
        String sign = parts.group(2);
        String offset = parts.group(3);
        if (step != null && offset != null && sign != null && sign.isEmpty()) {
            return null;
        }
        return new Nth(
                step == null ? 0 : step(step),
                offset == null ? 0 : Integer.parseInt("-".equals(sign) ? "-" + offset : offset),
                fromEnd,
                ofType);
    }

    private static int step(String text) {
        return switch (text) {
            case "", "+" -> 1;
            case "-" -> -1;
            default -> Integer.parseInt(text);
        };
    }

    @Override
    public boolean matches(Element element) {
        if (element.parent() == null) {
            return false;
        }
        int beyond = position(element) - offset;
        return step == 0 ? beyond == 0 : beyond % step == 0 && beyond / step >= 0;
    }

    private int position(Element element) {
        int position = 1;
        for (Element next = neighbour(element); next != null; next = neighbour(next)) {
            if (!ofType || next.normalName().equals(element.normalName())) {
                position++;
            }
        }
        return position;
    }

    private @Nullable Element neighbour(Element element) {
        return fromEnd ? element.nextElementSibling() : element.previousElementSibling();
    }
}
