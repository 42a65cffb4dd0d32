/**
 * Digests, keyed digests and certificates as bytes and records, on the JDK's providers and, for what those lack, Bouncy
 * Castle. Must not know scripts.
 */
@NullMarked
package io.loadbank.crypto;

import org.jspecify.annotations.NullMarked;
