@NullMarked
package io.loadbank.script.module.redis;

import org.jspecify.annotations.NullMarked;
