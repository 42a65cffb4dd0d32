package io.loadbank.http;

/** A connection that carries several hops at once, each on a stream. Confined to its event loop. */
interface SharedConnection {

    /** Whose hops it carries, see {@link HopCall#origin()}. */
    String origin();

    /** Whether another hop may be sent. */
    boolean hasRoom();

    /** Sends a request on a stream of its own. */
    void send(HopCall next);

    void closeIfIdle();

    void close();
}
