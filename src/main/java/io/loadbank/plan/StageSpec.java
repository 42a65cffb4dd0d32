package io.loadbank.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A stage as written: both parts are required in the end, but may be missing here. */
public record StageSpec(
        @Nullable Duration duration, @Nullable Long target) {}
