/**
 * A run second by second: frames of what was measured in each, kept small, read again at any step. Knows nothing of
 * runs, executors or storage: whoever has something to record gives it, whoever stores chunks takes them.
 */
@NullMarked
package io.loadbank.recording;

import org.jspecify.annotations.NullMarked;
