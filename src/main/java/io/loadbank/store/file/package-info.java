/**
 * Plain files below the data directory behind the ports of {@code library} and {@code run}: readable without Loadbank,
 * durable when a call returns. Must not know REST; what it cannot read it skips and logs, never failing the start.
 */
@NullMarked
package io.loadbank.store.file;

import org.jspecify.annotations.NullMarked;
