package io.loadbank.summary;

import java.util.Comparator;

/**
 * The order of metric names: first what is before the brace, then the rest, so that sub-metrics follow their metric.
 *
 * <p>Each part compares like words in a dictionary: punctuation before digits before letters, upper and lower case
 * alike; only where nothing else differs lower case comes first. That is the root collation of Unicode (UCA) as far
 * as names of metrics go.
 */
enum NameOrder implements Comparator<String> {
    BY_NAME;

    private static final String PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    @Override
    public int compare(String left, String right) {
        int leftCut = cut(left);
        int rightCut = cut(right);
        int order = compareWords(left.substring(0, leftCut), right.substring(0, rightCut));
        return order != 0 ? order : compareWords(left.substring(leftCut), right.substring(rightCut));
    }

    private static int cut(String name) {
        int brace = name.indexOf('{');
        return brace < 0 ? name.length() : brace;
    }

    private static int compareWords(String left, String right) {
        int caseOrder = 0;
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            int order = Integer.compare(weight(a), weight(b));
            if (order != 0) {
                return order;
            }
            if (caseOrder == 0 && a != b) {
                caseOrder = Character.isLowerCase(a) ? -1 : 1;
            }
        }
        int order = Integer.compare(left.length(), right.length());
        return order != 0 ? order : caseOrder;
    }

    private static int weight(char c) {
        int punctuation = PUNCTUATION.indexOf(c);
        if (c == ' ') {
            return 0;
        }
        return punctuation >= 0 ? 1 + punctuation : 1000 + Character.toLowerCase(c);
    }
}
