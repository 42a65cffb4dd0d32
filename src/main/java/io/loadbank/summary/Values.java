package io.loadbank.summary;

import io.loadbank.metric.MetricSnapshot;
import io.loadbank.metric.SinkSnapshot.TrendSnapshot;
import io.loadbank.plan.Options;
import java.util.List;

/**
 * How one run's text writes the values of metrics.
 *
 * @param trendStats the statistics of trends to show, in order
 */
record Values(List<String> trendStats, NumberText numbers) {

    static Values of(Options options) {
        String unit = options.summaryTimeUnit();
        return new Values(TrendStats.chosen(options), NumberText.of(unit == null ? "" : unit));
    }

    String number(double value, MetricSnapshot of) {
        return numbers.value(value, of.contains());
    }

    String perSecond(double value, MetricSnapshot of) {
        return number(value, of) + "/s";
    }

    String stat(String stat, TrendSnapshot trend, MetricSnapshot of) {
        if (stat.equals("count")) {
            return Long.toString(trend.count());
        }
        return number(TrendStats.value(trend, stat).orElse(0), of);
    }
}
