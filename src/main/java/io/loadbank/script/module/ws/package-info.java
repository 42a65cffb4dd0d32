/**
 * The modules {@code k6/ws} and {@code k6/websockets}: read what a script asks for, open the WebSocket, hand its events
 * to the script and turn them into samples. Must not know the other modules, nor how bytes move.
 */
@NullMarked
package io.loadbank.script.module.ws;

import org.jspecify.annotations.NullMarked;
