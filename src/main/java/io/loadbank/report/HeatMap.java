package io.loadbank.report;

import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the values of a trend were, over time: the darker a field, the greater its share of its interval. */
final class HeatMap {
    static final int ROWS = 24;
    static final int SHADES = 7;

    /** Values below this many milliseconds are in the lowest row. */
    private static final double LOWEST = 1e-3;

    private HeatMap() {}

    static Chart of(Axis axis, String title, List<Frame> frames, String metric) {
        double low = Double.POSITIVE_INFINITY;
        double high = LOWEST;
        double largest = 0;
        for (Frame frame : frames) {
            if (frame.measure(metric) instanceof Measure.Values values) {
                Spread spread = values.spread();
                for (int i = 0; i < spread.size(); i++) {
                    low = spread.valueOf(i) > 0 ? Math.min(low, spread.valueOf(i)) : low;
                }
                high = Math.max(high, values.max());
            }
        }
        low = Math.clamp(low, LOWEST, high);
        Scale scale = Scale.byRatio(low, high);
        StringBuilder[] paths = new StringBuilder[SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            paths[shade] = new StringBuilder();
        }
        List<Column> columns = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.measure(metric) instanceof Measure.Values values) {
                Column column = Column.of(axis, scale, frame, values.spread());
                columns.add(column);
                largest = Math.max(largest, column.largest());
            }
        }
        for (Column column : columns) {
            column.draw(largest, paths);
        }
        Chart chart = new Chart(axis, title, scale, Figures::time);
        for (int shade = 0; shade < SHADES; shade++) {
            chart.cells(paths[shade].toString(), "h" + (shade + 1));
        }
        return chart.note("the stronger, the more of an interval's values; logarithmic");
    }

    /** The shares of one interval, row by row from below. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Column(double left, double width, double[] shares) {

        static Column of(Axis axis, Scale scale, Frame frame, Spread spread) {
            double[] shares = new double[ROWS];
            double all = spread.count();
            for (int i = 0; i < spread.size(); i++) {
                int row = Math.min(ROWS - 1, (int) (scale.height(spread.valueOf(i)) * ROWS));
                shares[row] += spread.countOf(i) / all;
            }
            double left = axis.x(frame.atMs());
            return new Column(left, axis.x(frame.atMs() + frame.lengthMs()) - left, shares);
        }

        double largest() {
            return Arrays.stream(shares).max().orElse(0);
        }

        void draw(double darkest, StringBuilder[] paths) {
            double height = (double) Chart.HEIGHT / ROWS;
            for (int row = 0; row < ROWS; row++) {
                if (shares[row] > 0) {
                    // the square root keeps rare values visible
                    int shade = (int) Math.min(SHADES - 1, Math.sqrt(shares[row] / darkest) * SHADES);
                    paths[shade]
                            .append('M')
                            .append(Chart.number(left))
                            .append(' ')
                            .append(Chart.number(Chart.HEIGHT - (row + 1) * height))
                            .append('h')
                            .append(Chart.number(width))
                            .append('v')
                            .append(Chart.number(height))
                            .append('h')
                            .append(Chart.number(-width))
                            .append('z');
                }
            }
        }
    }
}
