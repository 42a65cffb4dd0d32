package io.loadbank.vu;

/** Makes the virtual users of one run. Thread-safe. */
public interface VirtualUsers {

    /**
     * Makes a VU and runs its init code on the calling thread, which then owns it.
     *
     * @throws VuInitException if the init code failed for this VU
     */
    VirtualUser create(int id) throws VuInitException;
}
