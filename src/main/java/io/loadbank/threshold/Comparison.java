package io.loadbank.threshold;

/** An operator of threshold expressions. The order is that in which they are looked for in a text. */
enum Comparison {
    AT_MOST("<="),
    LESS("<"),
    AT_LEAST(">="),
    MORE(">"),
    STRICTLY_EQUAL("==="),
    EQUAL("=="),
    DIFFERENT("!=");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** Compares doubles as they are, without rounding; NaN differs from everything. */
    boolean holds(double left, double right) {
        return switch (this) {
            case AT_MOST -> left <= right;
            case LESS -> left < right;
            case AT_LEAST -> left >= right;
            case MORE -> left > right;
            case STRICTLY_EQUAL, EQUAL -> left == right;
            case DIFFERENT -> left != right;
        };
    }
}
