/**
 * Prometheus series of the runs, under k6's names, and the daemon's own meters. Reads immutable snapshots; must not
 * reach into a live run, nor know the REST API beside it.
 */
@NullMarked
package io.loadbank.telemetry;

import org.jspecify.annotations.NullMarked;
