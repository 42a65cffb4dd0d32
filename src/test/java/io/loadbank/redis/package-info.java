@NullMarked
package io.loadbank.redis;

import org.jspecify.annotations.NullMarked;
