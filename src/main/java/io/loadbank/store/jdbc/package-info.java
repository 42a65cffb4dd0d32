/**
 * Scripts and runs in a database, H2 or PostgreSQL: the adapter behind the ports of the library and of runs. Alone in
 * knowing SQL; must not know REST, nor what the contents mean.
 */
@NullMarked
package io.loadbank.store.jdbc;

import org.jspecify.annotations.NullMarked;
