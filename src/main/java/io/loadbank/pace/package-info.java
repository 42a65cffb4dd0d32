/**
 * WHEN: the start of the n-th event, the number of VUs at a time, the part of both that one instance has.
 *
 * <p>Pure arithmetic over elapsed nanoseconds and counts, by k6's documented scheduling. Must not know a clock, a
 * thread, a VU or who asks.
 */
@NullMarked
package io.loadbank.pace;

import org.jspecify.annotations.NullMarked;
