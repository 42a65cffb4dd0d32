/**
 * How load reaches Redis: a {@link io.loadbank.redis.RedisLink} per client of a VU, over connections whose threads all
 * links of the daemon share. What a server can cost is bounded. Must not know scripts nor VUs; nothing here throws for
 * what a network or a server does.
 */
@NullMarked
package io.loadbank.redis;

import org.jspecify.annotations.NullMarked;
