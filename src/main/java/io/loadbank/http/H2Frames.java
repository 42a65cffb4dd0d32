package io.loadbank.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/** What the codec tells of an HTTP/2 connection, brought to its streams. Confined to its event loop. */
final class H2Frames extends Http2EventAdapter {

    private final H2Connection connection;

    H2Frames(H2Connection connection) {
        this.connection = connection;
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext here, Http2Settings settings) {
        connection.greeted();
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext here, int id, Http2Headers headers, int padding, boolean endOfStream) {
        H2Stream stream = connection.stream(id);
        if (stream != null) {
            stream.headers(headers, endOfStream);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext here,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream) {
        onHeadersRead(here, id, headers, padding, endOfStream);
    }

    /** Bodies are copied at once, so that all was processed. */
    @Override
    public int onDataRead(ChannelHandlerContext here, int id, ByteBuf data, int padding, boolean endOfStream) {
        int processed = data.readableBytes() + padding;
        H2Stream stream = connection.stream(id);
        if (stream != null) {
            stream.data(data, endOfStream);
        }
        return processed;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext here, int id, long code) {
        H2Stream stream = connection.stream(id);
        if (stream != null) {
            TransportError why = H2Failures.reset(code, id);
            if (code == Http2Error.REFUSED_STREAM.code()) {
                stream.unprocessed(why);
            } else {
                stream.fail(why);
            }
        }
    }

    @Override
    public void onGoAwayReceived(int lastStream, long code, ByteBuf debug) {
        connection.dismissed(lastStream, code);
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        connection.closed(stream);
    }
}
