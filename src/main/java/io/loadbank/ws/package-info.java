/**
 * How load leaves the box over WebSocket (RFC 6455): the opening handshake through a VU's HTTP client, then frames both
 * ways on that connection. Must not know scripts, metrics samples or VUs' iterations: what happens on a connection is
 * told to one listener as {@link io.loadbank.ws.WsEvent}s, on an event loop. Nothing here throws for what a network or a
 * target does.
 */
@NullMarked
package io.loadbank.ws;

import org.jspecify.annotations.NullMarked;
