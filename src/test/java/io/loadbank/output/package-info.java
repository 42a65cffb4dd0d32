@NullMarked
package io.loadbank.output;

import org.jspecify.annotations.NullMarked;
