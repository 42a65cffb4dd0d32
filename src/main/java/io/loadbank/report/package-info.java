/**
 * A run on one page: the report worth mailing, the results as JUnit knows them, and the marks of what was done to a run.
 * Knows nothing of HTTP.
 */
@NullMarked
package io.loadbank.report;

import org.jspecify.annotations.NullMarked;
