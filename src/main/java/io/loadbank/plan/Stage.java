package io.loadbank.plan;

import java.time.Duration;

/**
 * One leg of a ramp: from the previous target, in a straight line, to this one.
 *
 * @param duration zero jumps at once
 * @param target VUs, or iterations per time unit
 */
public record Stage(Duration duration, long target) {}
