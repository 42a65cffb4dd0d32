/**
 * The module {@code k6/experimental/redis}, which k6 2 calls {@code k6/x/redis}: reads what a script wants of a client
 * and brings its commands and their answers across. Must not know how bytes move.
 */
@NullMarked
package io.loadbank.script.module.redis;

import org.jspecify.annotations.NullMarked;
