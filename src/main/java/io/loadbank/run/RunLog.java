package io.loadbank.run;

import io.loadbank.vu.LogSink;
import io.loadbank.vu.SecretVault;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The console and daemon lines of one run: the last ones, within a bound on lines and on characters. Thread-safe. */
final class RunLog implements LogSink {

    private static final int MAX_LINES = 10_000;
    private static final int MAX_CHARACTERS = 4 << 20;
    /** Beyond so many lines in one second, lines are kept but no longer published as events. */
    private static final int MAX_EVENTS_A_SECOND = 200;

    private final RunEvents events;
    private final SecretVault secrets;
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    private long characters;
    private long forgotten;
    private long second;
    private int published;

    RunLog(RunEvents events) {
        this(events, SecretVault.EMPTY);
    }

    /** @param secrets what never stands in a line */
    RunLog(RunEvents events, SecretVault secrets) {
        this.events = events;
        this.secrets = secrets;
    }

    @Override
    public void log(Level level, String source, String scenario, int vu, String message) {
        LogLine line = new LogLine(Instant.now(), level.text(), source, scenario, vu, secrets.redact(message));
        if (keep(line)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("time", line.time().toString());
            data.put("level", line.level());
            data.put("source", source);
            data.put("scenario", scenario);
            data.put("vu", vu);
            data.put("message", line.message());
            events.publish("log", data);
        }
    }

    /** Keeps a line; true if it may be published. */
    private synchronized boolean keep(LogLine line) {
        lines.add(line);
        characters += line.message().length();
        while (lines.size() > MAX_LINES || characters > MAX_CHARACTERS) {
            characters -= lines.remove().message().length();
            forgotten++;
        }
        long now = line.time().getEpochSecond();
        if (now != second) {
            second = now;
            published = 0;
        }
        return ++published <= MAX_EVENTS_A_SECOND;
    }

    /** A line of the daemon's own. */
    void note(Level level, String message) {
        log(level, "run", "", 0, message);
    }

    /** The lines from this number on that are still kept; numbers count from 0 over the run's whole life. */
    synchronized RunProgress.LogPart since(long number) {
        long first = Math.max(number, forgotten);
        List<LogLine> part = new ArrayList<>();
        Iterator<LogLine> newest = lines.descendingIterator();
        for (long i = forgotten + lines.size(); i > first; i--) {
            part.add(newest.next());
        }
        return new RunProgress.LogPart(forgotten, first, part.reversed());
    }

    /** The lines kept, oldest first; the first one says how many were forgotten, if any were. */
    synchronized List<LogLine> lines() {
        List<LogLine> copy = new ArrayList<>(lines.size() + 1);
        if (forgotten > 0) {
            Instant time = lines.isEmpty() ? Instant.now() : lines.element().time();
            copy.add(LogLine.forgotten(forgotten, time));
        }
        copy.addAll(lines);
        return copy;
    }
}
