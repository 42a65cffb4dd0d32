package io.loadbank.metric;

/**
 * The judgement of one threshold expression.
 *
 * @param metric the full name of the metric or sub-metric
 * @param expression the text as the user wrote it
 * @param value what was compared; NaN when there was nothing to compare, which counts as ok
 */
public record ThresholdResult(String metric, String expression, boolean ok, double value) {}
