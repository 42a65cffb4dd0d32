/**
 * A run's life: its states, the commands that steer it, the loop that alone changes it, and the board of all runs. Must
 * not know REST, Prometheus or where results are kept; it owns the port to the latter.
 */
@NullMarked
package io.loadbank.run;

import org.jspecify.annotations.NullMarked;
