/**
 * The module {@code k6/http}: reads what a script asks for, sends it through the VU's client, turns what came back into
 * a response object and into samples. Must not know the other modules, nor how bytes move.
 */
@NullMarked
package io.loadbank.script.module.http;

import org.jspecify.annotations.NullMarked;
