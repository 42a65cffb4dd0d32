/**
 * Whether the generator itself was the bottleneck: what this machine and this process suffered, second by second, and
 * the verdict on a run that follows from it. Knows nothing of scripts, scenarios, HTTP or Netty: who has an event loop
 * to watch hands over an {@link java.util.concurrent.Executor}.
 */
@NullMarked
package io.loadbank.generator;

import org.jspecify.annotations.NullMarked;
