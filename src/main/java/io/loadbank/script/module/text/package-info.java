/**
 * Text and bytes: the module {@code k6/encoding} and the globals {@code TextEncoder} and {@code TextDecoder}. Must not
 * know other modules.
 */
@NullMarked
package io.loadbank.script.module.text;

import org.jspecify.annotations.NullMarked;
