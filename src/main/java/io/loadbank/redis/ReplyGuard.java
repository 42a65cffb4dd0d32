package io.loadbank.redis;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Looks over what a server sends before it is decoded, and hangs up on what is no RESP or claims to be bigger than can be
 * kept: a decoder would wait for, or make room for, whatever a length says. One per connection.
 */
final class ReplyGuard extends ChannelInboundHandlerAdapter {

    static final int MAX_LINE = 64 * 1024;
    static final int MAX_BULK = 64 << 20;
    static final int MAX_REPLY = 128 << 20;
    static final int MAX_ITEMS = 1_000_000;
    private static final int MAX_LISTS = 100_000;
    private static final String LINES = "+-:";
    private static final String NUMBERED = "$*";

    private enum State {
        TYPE,
        LINE,
        BULK
    }

    private State state = State.TYPE;
    private char type;
    private long number;
    private boolean negative;
    private int lineBytes;
    private long bulkLeft;
    private long itemsLeft = 1;
    private long replyBytes;
    private int lists;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        String complaint = message instanceof ByteBuf bytes ? scan(bytes) : null;
        if (complaint == null) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        context.fireExceptionCaught(new IllegalStateException(complaint));
        var _ = context.close();
    }

    /** What is wrong with the next bytes; null if nothing. They are not consumed. */
    @Nullable
    String scan(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            String complaint = null;
            int from = at;
            if (state == State.BULK) {
                at += (int) Math.min(bulkLeft, end - at);
                bulkLeft -= at - from;
                if (bulkLeft == 0) {
                    endItem();
                }
            } else {
                char c = (char) (bytes.getByte(at++) & 0xFF);
                complaint = state == State.TYPE ? begin(c) : line(c);
            }
            replyBytes += at - from;
            if (complaint == null && replyBytes > MAX_REPLY) {
                complaint = "a reply of more than " + MAX_REPLY + " bytes";
            }
            if (complaint != null) {
                return "the server sent " + complaint;
            }
        }
        return null;
    }

    private @Nullable String begin(char c) {
        if (LINES.indexOf(c) < 0 && NUMBERED.indexOf(c) < 0) {
            return "something that is no reply";
        }
        type = c;
        state = State.LINE;
        number = 0;
        negative = false;
        lineBytes = 0;
        return null;
    }

    private @Nullable String line(char c) {
        if (++lineBytes > MAX_LINE) {
            return "a line of more than " + MAX_LINE + " bytes";
        }
        if (c == '\n') {
            return endLine();
        }
        if (NUMBERED.indexOf(type) >= 0 && c != '\r') {
            if (c == '-' && lineBytes == 1) {
                negative = true;
            } else if (c < '0' || c > '9' || lineBytes > 12) {
                return "a length that is no number";
            } else {
                number = number * 10 + (c - '0');
            }
        }
        return null;
    }

    private @Nullable String endLine() {
        if (type == '$' && !negative) {
            if (number > MAX_BULK) {
                return "a text of " + number + " bytes, more than " + MAX_BULK;
            }
            state = State.BULK;
            bulkLeft = number + 2;
            return null;
        }
        if (type == '*' && !negative) {
            itemsLeft += number;
            if (itemsLeft > MAX_ITEMS || ++lists > MAX_LISTS) {
                return "a list of more items than can be kept";
            }
        }
        endItem();
        return null;
    }

    private void endItem() {
        state = State.TYPE;
        if (--itemsLeft == 0) {
            itemsLeft = 1;
            replyBytes = 0;
            lists = 0;
        }
    }
}
