@NullMarked
package io.loadbank.comparison;

import org.jspecify.annotations.NullMarked;
