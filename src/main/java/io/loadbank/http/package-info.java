/**
 * How load leaves the box over HTTP/1.1, where a TLS server offers it HTTP/2, and where a request asks for it HTTP/3: one
 * {@link io.loadbank.http.HttpTransport} per daemon moves the bytes on its own event loops, one {@link io.loadbank.http.HttpClient} per VU owns that VU's connections and blocks its thread.
 *
 * <p>Knows URLs, headers, cookies, redirects, TLS, timings and error codes. Must not know scripts, metrics samples,
 * tags, scenarios or VUs' iterations: it hands back an {@link io.loadbank.http.Exchange} and leaves the judging to the
 * caller. Nothing here throws for what a network or a target does.
 */
@NullMarked
package io.loadbank.http;

import org.jspecify.annotations.NullMarked;
