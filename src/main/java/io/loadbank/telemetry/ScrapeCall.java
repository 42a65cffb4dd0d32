package io.loadbank.telemetry;

import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import org.jspecify.annotations.Nullable;

/**
 * What collectors are told about a scrape: whether its format can carry native histograms. The text formats would show
 * one as a classic histogram whose only bucket is the infinite one, and whose {@code _count} and {@code _sum} are names
 * that gauges have already.
 */
record ScrapeCall(boolean histograms) implements PrometheusScrapeRequest {

    /** Whether the format of this request, perhaps another's, can carry native histograms. */
    static boolean carriesHistograms(@Nullable PrometheusScrapeRequest request) {
        return request instanceof ScrapeCall(boolean histograms) && histograms;
    }

    @Override
    public String getRequestPath() {
        return "/actuator/prometheus";
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return null;
    }
}
