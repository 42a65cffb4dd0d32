package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** What came of asking a target to speak another protocol. */
public sealed interface Upgrade {

    /** The one hop there was: the answer, or why there is none. */
    Exchange exchange();

    /** The target answered as HTTP does, or not at all. */
    record Declined(Exchange exchange) implements Upgrade {}

    /**
     * The target answered 101.
     *
     * @param channel the connection, with socket and TLS set up and no other handlers; now the receiver's to close
     * @param surplus what was read beyond the answer; the receiver releases it
     */
    record Switched(Exchange exchange, Channel channel, ByteBuf surplus) implements Upgrade {}
}
