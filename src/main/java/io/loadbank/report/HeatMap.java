package io.loadbank.report;

import io.loadbank.recording.Frame;
import io.loadbank.recording.Measure;
import io.loadbank.recording.Spread;
import java.util.List;

/** Where the values of a trend were, over time: the darker a field, the greater its share of its interval. */
final class HeatMap {
    static final int ROWS = 24;
    static final int SHADES = 7;

    private HeatMap() {}

    static Chart of(Axis axis, String title, List<Frame> frames, String metric) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (Frame frame : frames) {
            if (frame.measure(metric) instanceof Measure.Values values) {
                low = Math.min(low, Math.max(1e-3, values.min()));
                high = Math.max(high, values.max());
            }
        }
        high = Math.max(high, 1e-3);
        Scale scale = Scale.byRatio(Math.min(low, high), high);
        StringBuilder[] paths = new StringBuilder[SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            paths[shade] = new StringBuilder();
        }
        for (Frame frame : frames) {
            if (frame.measure(metric) instanceof Measure.Values values) {
                column(axis, scale, frame, values.spread(), paths);
            }
        }
        Chart chart = new Chart(axis, title, scale, Figures::time);
        for (int shade = 0; shade < SHADES; shade++) {
            chart.cells(paths[shade].toString(), "h" + (shade + 1));
        }
        return chart.note("share of each interval's requests, few to many; logarithmic");
    }

    private static void column(Axis axis, Scale scale, Frame frame, Spread spread, StringBuilder[] paths) {
        long[] rows = new long[ROWS];
        long all = spread.count();
        for (int i = 0; i < spread.size(); i++) {
            int row = Math.min(ROWS - 1, (int) (scale.height(spread.valueOf(i)) * ROWS));
            rows[row] += spread.countOf(i);
        }
        double left = axis.x(frame.atMs());
        double width = axis.x(frame.atMs() + frame.lengthMs()) - left;
        double height = (double) Chart.HEIGHT / ROWS;
        for (int row = 0; row < ROWS; row++) {
            if (rows[row] > 0) {
                // the square root keeps rare values visible
                int shade = (int) Math.min(SHADES - 1, Math.sqrt((double) rows[row] / all) * SHADES);
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
