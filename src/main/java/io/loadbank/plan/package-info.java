/**
 * WHAT: the options of a run as they were written, and the test plan they mean.
 *
 * <p>Reads k6's options from a JSON-like tree, lays layers over each other, checks everything and reports all problems
 * at once, and fills in defaults as a step of its own. Knows nothing but the JDK: not how a workload is paced or
 * executed, nor where the tree came from.
 */
@NullMarked
package io.loadbank.plan;

import org.jspecify.annotations.NullMarked;
