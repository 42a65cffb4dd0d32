package io.loadbank.html;

/**
 * A text that can be read a bounded number of times, for an expression that backtracks without end cannot be
 * interrupted. Not thread-safe.
 */
final class BoundedText implements CharSequence {

    private static final int MAX_READS = 20_000_000;

    private final String text;
    private int reads;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++reads > MAX_READS) {
            throw new IllegalArgumentException("the regular expression of a selector takes too long");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
