package io.loadbank.run;

/** k6's exit codes, which tell a machine how a run ended. */
public final class ExitCode {

    public static final int PASSED = 0;
    public static final int THRESHOLDS_FAILED = 99;
    public static final int SETUP_TIMEOUT = 100;
    public static final int TEARDOWN_TIMEOUT = 101;
    public static final int STOPPED_BY_REST = 103;
    public static final int INVALID_CONFIGURATION = 104;
    public static final int SHUT_DOWN = 105;
    public static final int SCRIPT_ERROR = 107;
    public static final int ABORTED_BY_SCRIPT = 108;
    public static final int MARKED_AS_FAILED = 110;
    public static final int OTHER = 255;

    private ExitCode() {}
}
