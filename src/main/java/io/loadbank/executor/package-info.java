/**
 * WHEN and HOW MANY: the executors, the pool of VUs they draw from, and how a scenario is steered while it runs. Must
 * not know scripts (only the {@code vu} port), runs or REST.
 *
 * <p>Everything but the iterations themselves happens on the run's loop thread; see {@link
 * io.loadbank.executor.Timeline}.
 */
@NullMarked
package io.loadbank.executor;

import org.jspecify.annotations.NullMarked;
