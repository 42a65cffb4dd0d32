/**
 * The modules {@code k6/experimental/fs} and {@code k6/experimental/csv}: the upload's files, read piece by piece or row by
 * row. The bytes are there once for all runs and VUs. Must not know how uploads are kept.
 */
@NullMarked
package io.loadbank.script.module.files;

import org.jspecify.annotations.NullMarked;
