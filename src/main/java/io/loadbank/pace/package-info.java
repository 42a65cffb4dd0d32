/**
 * When things are due: the n-th arrival, the number of VUs at a time, segments of a share. Pure arithmetic over elapsed
 * time; must not know a clock, a thread or a VU.
 */
@NullMarked
package io.loadbank.pace;

import org.jspecify.annotations.NullMarked;
