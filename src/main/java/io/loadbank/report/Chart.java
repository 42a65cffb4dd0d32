package io.loadbank.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A chart over time as HTML with pictures inside. The picture stretches with the page; texts keep their size, since
 * they stand beside it or at percentages of it, which no narrow screen shrinks.
 */
final class Chart {
    static final int HEIGHT = 180;

    /** On a scale of a thousand. */
    private static final double NUMBER_WIDTH = 24;

    private final Axis axis;
    private final String title;
    private final Scale scale;
    private final DoubleFunction<String> unit;
    private final List<Line> lines = new ArrayList<>();
    private final Html cells = new Html();
    private String note = "";

    /** A line of points; NaN where there is none. */
    private record Line(String name, String style, List<Long> times, List<Double> values, Shape shape) {}

    private enum Shape {
        LINE,
        AREA,
        STEPS
    }

    /** @param unit how numbers of the upright axis are written */
    Chart(Axis axis, String title, Scale scale, DoubleFunction<String> unit) {
        this.axis = axis;
        this.title = title;
        this.scale = scale;
        this.unit = unit;
    }

    /**
     * Draws a line.
     *
     * @param style {@code s1} to {@code s4} or {@code bad}, {@code asked}: each has its colour and its dashes
     */
    Chart line(String name, String style, List<Long> times, List<Double> values) {
        lines.add(new Line(name, style, times, values, Shape.LINE));
        return this;
    }

    /** Draws a line that jumps from value to value. */
    Chart steps(String name, String style, List<Long> times, List<Double> values) {
        lines.add(new Line(name, style, times, values, Shape.STEPS));
        return this;
    }

    /** Draws a line and fills what is below. */
    Chart area(String name, String style, List<Long> times, List<Double> values) {
        lines.add(new Line(name, style, times, values, Shape.AREA));
        return this;
    }

    /** Puts fields of one shade below the lines. */
    Chart cells(String path, String style) {
        cells.put("<path class=\"{}\" d=\"{}\"/>", style, path);
        return this;
    }

    /** A sentence below the title. */
    Chart note(String text) {
        note = text;
        return this;
    }

    Html html() {
        Html html = new Html();
        html.put("<figure class=\"chart\"><figcaption><b>{}</b>", title);
        if (!note.isEmpty()) {
            html.put(" <span class=\"note\">{}</span>", note);
        }
        html.put("<span class=\"legend\">");
        for (Line line : lines) {
            html.put(
                    "<span class=\"key\"><svg width=\"26\" height=\"10\" aria-hidden=\"true\"><path class=\"line {}\""
                            + " d=\"M1 5H25\"/></svg>{}</span>",
                    line.style,
                    line.name);
        }
        html.put(
                "</span></figcaption><div class=\"plot\">{}{}{}</div>{}</figure>\n",
                upright(),
                picture(),
                across(),
                data());
        return html;
    }

    private Html upright() {
        Html html = new Html();
        html.put("<svg class=\"y\" width=\"58\" height=\"{}\" aria-hidden=\"true\">", HEIGHT + 16);
        for (double tick : scale.ticks()) {
            html.put(
                    "<text x=\"52\" y=\"{}\">{}</text>",
                    number(8 + HEIGHT * (1 - scale.height(tick)) + 4),
                    unit.apply(tick));
        }
        return html.put("</svg>");
    }

    private Html picture() {
        Html html = new Html();
        html.put("<svg class=\"p\" height=\"{}\" role=\"img\" aria-label=\"{}\">", HEIGHT + 16, title);
        for (Axis.Span pause : axis.pauses()) {
            html.put(
                    "<rect class=\"pause\" x=\"{}\" y=\"8\" width=\"{}\" height=\"{}\"><title>paused</title></rect>",
                    axis.percent(pause.fromMs()),
                    axis.percent(pause.toMs() - pause.fromMs()),
                    HEIGHT);
        }
        for (double tick : scale.ticks()) {
            String y = number(8 + HEIGHT * (1 - scale.height(tick)));
            html.put("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{}\" y2=\"{}\"/>", y, y);
        }
        html.put(
                "<svg y=\"8\" width=\"100%\" height=\"{}\" viewBox=\"0 0 1000 {}\" preserveAspectRatio=\"none\">{}",
                HEIGHT, HEIGHT, cells);
        for (Line line : lines) {
            String path = path(line, false);
            if (line.shape == Shape.AREA) {
                html.put("<path class=\"area {}\" d=\"{}\"/>", line.style, path(line, true));
            }
            html.put("<path class=\"line {}\" d=\"{}\"/>", line.style, path);
        }
        html.put("</svg>");
        return html.put("{}", marks())
                .put("<line class=\"cursor\" x1=\"0\" x2=\"0\" y1=\"8\" y2=\"{}\"/></svg>", HEIGHT + 8);
    }

    /** A line for every mark; a number too where it does not hide the one before. */
    private Html marks() {
        Html html = new Html();
        int number = 0;
        double last = -NUMBER_WIDTH;
        for (Mark mark : axis.marks()) {
            String x = axis.percent(mark.atMs());
            html.put(
                    "<g class=\"mark\"><title>{} {}: {} ({})</title><line x1=\"{}\" x2=\"{}\" y1=\"14\" y2=\"{}\"/>",
                    ++number,
                    mark.clock(),
                    mark.what(),
                    mark.who(),
                    x,
                    x,
                    HEIGHT + 8);
            if (axis.x(mark.atMs()) - last >= NUMBER_WIDTH) {
                last = axis.x(mark.atMs());
                html.put("<circle cx=\"{}\" cy=\"8\" r=\"7.5\"/><text x=\"{}\" y=\"11.5\">{}</text>", x, x, number);
            }
            html.put("</g>");
        }
        return html;
    }

    private Html across() {
        Html html = new Html();
        html.put("<svg class=\"x\" height=\"18\" aria-hidden=\"true\">");
        for (long tick : axis.ticks()) {
            String anchor = tick == 0 ? "start" : axis.x(tick) > 960 ? "end" : "middle";
            html.put(
                    "<text x=\"{}\" y=\"13\" text-anchor=\"{}\">{}</text>",
                    axis.percent(tick),
                    anchor,
                    Clock.text(tick));
        }
        return html.put("</svg>");
    }

    /** The numbers once more, for the cursor. */
    private Html data() {
        if (lines.isEmpty()) {
            return new Html();
        }
        Html html = new Html();
        html.put("<table class=\"data\" hidden data-ms=\"{}\">", axis.lengthMs());
        Line first = lines.getFirst();
        for (int i = 0; i < first.times.size(); i++) {
            html.put("<tr data-at=\"{}\"><td>{}", first.times.get(i), Clock.text(first.times.get(i)));
            for (Line line : lines) {
                double value = i < line.values.size() ? line.values.get(i) : Double.NaN;
                html.put("<td>{}", Double.isNaN(value) ? "–" : unit.apply(value));
            }
        }
        return html.put("</table>");
    }

    private String path(Line line, boolean closed) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        String lastX = "";
        for (int i = 0; i < line.values.size(); i++) {
            double value = line.values.get(i);
            if (Double.isNaN(value)) {
                if (closed && pen) {
                    path.append('L').append(lastX).append(' ').append(HEIGHT).append('Z');
                }
                pen = false;
                continue;
            }
            String x = number(axis.x(line.times.get(i)));
            if (pen && line.shape == Shape.STEPS) {
                path.append('H').append(number(axis.x((line.times.get(i - 1) + line.times.get(i)) / 2)));
                path.append('V').append(number(HEIGHT * (1 - scale.height(value))));
            }
            if (closed && !pen) {
                path.append('M')
                        .append(x)
                        .append(' ')
                        .append(HEIGHT)
                        .append('L')
                        .append(x);
            } else {
                path.append(pen ? 'L' : 'M').append(x);
            }
            path.append(' ').append(number(HEIGHT * (1 - scale.height(value))));
            pen = true;
            lastX = x;
        }
        if (closed && pen) {
            path.append('L').append(lastX).append(' ').append(HEIGHT).append('Z');
        }
        return path.toString();
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
