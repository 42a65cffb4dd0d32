/**
 * Compiles scripts and runs them in sandboxed GraalJS realms, one a virtual user. Must not know executors, runs or
 * where scripts are kept.
 */
@NullMarked
package io.loadbank.script;

import org.jspecify.annotations.NullMarked;
