/**
 * The k6 1.x façade under {@code /v1}: a thin translation between k6's status documents and the commands and views of
 * a run. Must not know the native API beside it, nor hold state of its own.
 */
@NullMarked
package io.loadbank.compat;

import org.jspecify.annotations.NullMarked;
