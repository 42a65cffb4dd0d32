/**
 * The k6 JavaScript API as seen from a script: one class a module, and what they share (the realm, the event loop, the
 * VU's tags and samples). Must not know how realms are made, nor executors, nor runs.
 */
@NullMarked
package io.loadbank.script.module;

import org.jspecify.annotations.NullMarked;
