@NullMarked
package io.loadbank.executor;

import org.jspecify.annotations.NullMarked;
