/**
 * TypeScript into JavaScript: types are taken away, nothing is checked. Must not know scripts, uploads or the engine
 * that runs the result.
 *
 * <p>The transpiler is native code that a hostile file can crash, so it runs in a process of its own, which lives as
 * long as one upload needs it.
 */
@NullMarked
package io.loadbank.typescript;

import org.jspecify.annotations.NullMarked;
