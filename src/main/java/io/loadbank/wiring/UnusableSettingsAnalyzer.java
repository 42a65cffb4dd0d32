package io.loadbank.wiring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what is wrong with the settings without a stack trace. Comes before Boot's own analyzers, which would only say
 * that binding failed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableSettingsAnalyzer extends AbstractFailureAnalyzer<UnusableSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSettingsException cause) {
        return new FailureAnalysis(
                "Loadbank does not start:\n  - " + String.join("\n  - ", cause.problems()),
                "Change the settings; config/application.yaml explains each.",
                cause);
    }
}
