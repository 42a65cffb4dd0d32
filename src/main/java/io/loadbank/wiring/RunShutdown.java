package io.loadbank.wiring;

import io.loadbank.run.LiveRunBoard;
import java.time.Duration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the runs when the daemon is told to go: readiness first, then every run in order, its results kept, and only
 * then the web server.
 */
final class RunShutdown implements SmartLifecycle, ApplicationEventPublisherAware {

    private final LiveRunBoard board;
    private final Duration grace;
    private volatile boolean running;
    private @org.jspecify.annotations.Nullable ApplicationEventPublisher publisher;

    RunShutdown(LiveRunBoard board, Duration grace) {
        this.board = board;
        this.grace = grace;
    }

    @Override
    public void setApplicationEventPublisher(ApplicationEventPublisher applicationEventPublisher) {
        publisher = applicationEventPublisher;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        ApplicationEventPublisher events = publisher;
        if (events != null) {
            AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
        }
        board.shutdown(grace);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Above the web server's phases: stopped before it. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
