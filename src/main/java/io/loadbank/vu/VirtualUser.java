package io.loadbank.vu;

/**
 * One isolated script realm with its network state. It runs at most one iteration at a time.
 *
 * <p>Confined to the thread that made it, except {@link #interrupt()}, which any thread may call at any time.
 */
public interface VirtualUser extends AutoCloseable {

    /** The VU's number in this instance, from 1; {@code __VU} in the script. */
    int id();

    /**
     * Binds this VU to a scenario until the next activation: tags are rebuilt, the environment is overlaid and an
     * earlier {@link #interrupt()} is forgotten.
     */
    void activate(Activation activation);

    /**
     * Runs one iteration to its end.
     *
     * @param inInstance number of the iteration in its scenario on this instance, from 0
     * @param inTest number of the iteration in its scenario over all instances, from 0
     */
    IterationOutcome iterate(long inInstance, long inTest);

    /**
     * Cuts the running iteration off and refuses further ones until the next activation. Returns at once; the
     * iteration leaves within milliseconds, even out of an endless loop.
     */
    void interrupt();

    @Override
    void close();
}
