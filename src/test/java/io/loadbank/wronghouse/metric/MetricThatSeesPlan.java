package io.loadbank.wronghouse.metric;

import io.loadbank.wronghouse.plan.PlanManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import org.graalvm.polyglot.Context;
import org.springframework.context.ApplicationContext;

/** Wrong: four libraries that are fenced off from here, and the other half of the cycle. */
public record MetricThatSeesPlan(
        PlanManager neighbour, Context script, ByteBuf network, ApplicationContext framework, MeterRegistry meters) {}
