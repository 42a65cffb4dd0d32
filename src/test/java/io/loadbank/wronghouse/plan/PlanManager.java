package io.loadbank.wronghouse.plan;

import io.loadbank.wronghouse.metric.MetricThatSeesPlan;

/** Wrong: its name, its neighbour on the same floor, a cycle, and a package without package-info. */
public record PlanManager(MetricThatSeesPlan neighbour) {}
