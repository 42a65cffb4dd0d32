package io.loadbank.bench;

import io.loadbank.vu.ScenarioInfo;
import io.loadbank.vu.TestInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The run as the script sees it; nothing asks. */
final class Nowhere implements TestInfo, ScenarioInfo {
    @Override
    public double currentTestRunMillis() {
        return 0;
    }

    @Override
    public long iterationsCompleted() {
        return 0;
    }

    @Override
    public long iterationsInterrupted() {
        return 0;
    }

    @Override
    public int vusActive() {
        return 1;
    }

    @Override
    public int vusInitialized() {
        return 1;
    }

    @Override
    public long vuInTest(int inInstance) {
        return inInstance;
    }

    @Override
    public Map<String, Object> options() {
        return Map.of();
    }

    @Override
    public void abort(@Nullable String message) {
        throw new IllegalStateException("aborted: " + message);
    }

    @Override
    public void fail(@Nullable String message) {
        throw new IllegalStateException("failed: " + message);
    }

    @Override
    public String name() {
        return "default";
    }

    @Override
    public String executor() {
        return "constant-vus";
    }

    @Override
    public long startEpochMillis() {
        return 0;
    }

    @Override
    public double progress() {
        return 0;
    }
}
