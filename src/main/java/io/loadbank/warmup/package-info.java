/**
 * Gets the daemon's code warm: a short run of its own before it is ready, and the training of the cache that the
 * distribution carries. Knows runs by their board and the REST API only as a client; nothing of it is ever seen in
 * the daemon's lists, metrics or archive.
 */
@NullMarked
package io.loadbank.warmup;

import org.jspecify.annotations.NullMarked;
