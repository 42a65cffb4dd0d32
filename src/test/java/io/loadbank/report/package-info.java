@NullMarked
package io.loadbank.report;

import org.jspecify.annotations.NullMarked;
