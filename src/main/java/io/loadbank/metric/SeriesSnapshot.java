package io.loadbank.metric;

/** One time series, that is a metric under one set of tags, at one instant. */
public record SeriesSnapshot(Metric metric, Tags tags, SinkSnapshot sink) {}
