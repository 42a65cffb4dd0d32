package io.loadbank.vu;

/** Where a run's console and daemon lines go. Thread-safe; never blocks and never throws. */
public interface LogSink {

    /** How serious a line is, in the words of the field. */
    enum Level {
        DEBUG("debug"),
        INFO("info"),
        WARN("warning"),
        ERROR("error");

        private final String text;

        Level(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Takes one line.
     *
     * @param source who speaks: {@code console} for the script, {@code run} for the daemon
     * @param scenario name of the scenario, or the empty string outside one
     * @param vu the VU's id, 0 outside one
     */
    void log(Level level, String source, String scenario, int vu, String message);
}
