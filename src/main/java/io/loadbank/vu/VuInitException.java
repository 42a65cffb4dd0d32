package io.loadbank.vu;

/** Thrown when a VU's init code failed. The message is the script's error with its position. */
public final class VuInitException extends Exception {

    private static final long serialVersionUID = 1L;
    private final boolean aborted;

    public VuInitException(String message, boolean aborted) {
        super(message);
        this.aborted = aborted;
    }

    /** Whether the init code asked to abort the test rather than broke. */
    public boolean aborted() {
        return aborted;
    }
}
