package io.loadbank.http;

/** What a hop travels on once it has a connection: all of one, or a stream of one. Confined to its event loop. */
interface Carrier {

    /** Gives up a hop that ran out of time or was cancelled. */
    void abandon(HopCall failed, TransportError why);
}
