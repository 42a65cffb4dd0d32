/**
 * The module {@code k6/net/grpc}: reads what a script asks for, makes the call on the VU's connection, turns what came
 * back into objects of the script and into samples. Must not know the other modules, nor how bytes move.
 */
@NullMarked
package io.loadbank.script.module.grpc;

import org.jspecify.annotations.NullMarked;
