/**
 * What tests run against: an in-process target on the loopback address with programmable latency and faults. Knows
 * nothing of the code under test.
 */
@NullMarked
package io.loadbank.testkit;

import org.jspecify.annotations.NullMarked;
