/**
 * The modules {@code k6/crypto} and {@code k6/crypto/x509} and the global {@code crypto} as scripts see them. Must not
 * know how digests, ciphers and keys are computed.
 */
@NullMarked
package io.loadbank.script.module.crypto;

import org.jspecify.annotations.NullMarked;
