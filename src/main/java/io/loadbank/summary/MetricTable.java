package io.loadbank.summary;

import java.util.ArrayList;
import java.util.List;

/** Rows of names and values whose columns line up over the whole table, whatever stands between the rows. */
final class MetricTable {

    /** A name with its leading spaces, a main value, and what follows it; trends only have the latter. */
    private record Row(String name, String main, List<String> extras, boolean isTrend) {}

    private final List<Row> rows = new ArrayList<>();
    private int nameWidth;
    private int mainWidth;
    private final List<Integer> extraWidths = new ArrayList<>();
    private final List<Integer> trendWidths = new ArrayList<>();

    /** Adds a row with a main value; the widths of all rows must be known before the first is shown. */
    int add(String name, String main, List<String> extras) {
        mainWidth = Math.max(mainWidth, width(main));
        return add(new Row(name, main, extras, false), extraWidths, extras);
    }

    /**
     * Adds a row of {@code stat=value}.
     *
     * @param values in the order of the stats; their columns line up
     */
    int addTrend(String name, List<String> stats, List<String> values) {
        List<String> cells = new ArrayList<>(stats.size());
        for (int i = 0; i < stats.size(); i++) {
            cells.add(stats.get(i) + "=" + values.get(i));
        }
        return add(new Row(name, "", cells, true), trendWidths, cells);
    }

    private int add(Row row, List<Integer> widths, List<String> cells) {
        nameWidth = Math.max(nameWidth, width(row.name));
        for (int i = 0; i < cells.size(); i++) {
            if (i == widths.size()) {
                widths.add(0);
            }
            widths.set(i, Math.max(widths.get(i), width(cells.get(i))));
        }
        rows.add(row);
        return rows.size() - 1;
    }

    /** The line of a row, by the number that adding it returned. */
    String line(int number) {
        Row row = rows.get(number);
        StringBuilder line = new StringBuilder(row.name);
        line.append(".".repeat(nameWidth + 3 - width(row.name))).append(": ");
        if (row.isTrend) {
            return line.append(padded(row.extras, trendWidths)).toString();
        }
        pad(line, row.main, mainWidth).append(' ');
        return line.append(row.extras.size() == 1 ? row.extras.getFirst() : padded(row.extras, extraWidths))
                .toString();
    }

    private static String padded(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            pad(line.append(i == 0 ? "" : " "), cells.get(i), widths.get(i));
        }
        return line.toString();
    }

    private static StringBuilder pad(StringBuilder line, String text, int width) {
        return line.append(text).append(" ".repeat(width - width(text)));
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
