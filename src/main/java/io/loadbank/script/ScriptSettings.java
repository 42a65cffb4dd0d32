package io.loadbank.script;

import io.loadbank.metric.Tags;
import io.loadbank.plan.Options;
import io.loadbank.plan.TestPlan;
import io.loadbank.script.module.RequestPace;
import io.loadbank.script.module.RunSettings;
import org.jspecify.annotations.Nullable;

/** Translates a test plan's options into what scripts feel of them. */
final class ScriptSettings {

    private ScriptSettings() {}

    /**
     * The settings of a plan.
     *
     * @param userAgent what requests say unless the options say otherwise
     * @throws IllegalArgumentException if a certificate or a network cannot be read; the message says which
     */
    static RunSettings of(TestPlan plan, Tags runTags, String userAgent) {
        Options options = plan.options();
        Long rps = options.rps();
        String agent = options.userAgent();
        String debug = options.httpDebug();
        return new RunSettings(
                runTags,
                plan.systemTags(),
                plan.throwErrors(),
                plan.discardResponseBodies(),
                agent == null ? userAgent : agent,
                plan.maxRedirects(),
                options.maxRedirects() != null,
                orElse(options.batch(), 20),
                orElse(options.batchPerHost(), 6),
                Boolean.TRUE.equals(options.noCookiesReset()),
                Boolean.TRUE.equals(options.noVUConnectionReuse()),
                plan.minIterationDuration().toNanos(),
                rps == null || rps <= 0 ? null : new RequestPace(rps.intValue()),
                debug == null ? "" : debug,
                ConnectionOptions.policy(options));
    }

    static int orElse(@Nullable Long value, int otherwise) {
        return value == null ? otherwise : value.intValue();
    }
}
