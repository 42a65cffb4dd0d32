/** What a generator suffers, and what is made of it. */
@NullMarked
package io.loadbank.generator;

import org.jspecify.annotations.NullMarked;
