package io.loadbank.run;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The events of one run, the last ones kept for those who come later or come back. Thread-safe.
 *
 * <p>A reader that does not keep up loses the oldest events it has not read; nobody waits for it.
 */
final class RunEvents {

    /** How many events are kept for replay. */
    static final int KEPT = 2_000;

    private final Sinks.Many<RunEvent> sink = Sinks.many().replay().limit(KEPT);
    private final AtomicLong lastId = new AtomicLong();

    synchronized void publish(String type, Map<String, Object> data) {
        sink.tryEmitNext(new RunEvent(lastId.incrementAndGet(), type, data));
    }

    synchronized void complete() {
        sink.tryEmitComplete();
    }

    Flux<RunEvent> after(long id) {
        return sink.asFlux()
                .filter(event -> event.id() > id)
                .onBackpressureBuffer(KEPT, BufferOverflowStrategy.DROP_OLDEST);
    }
}
