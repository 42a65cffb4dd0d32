/**
 * The native REST API: resources, server-sent events, problem+json, the Host and Origin rules. Turns requests into
 * commands for the board of runs and views into JSON; must not know how load is made, nor the k6 façade.
 */
@NullMarked
package io.loadbank.api;

import org.jspecify.annotations.NullMarked;
