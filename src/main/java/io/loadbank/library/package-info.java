/**
 * Uploaded scripts: immutable versions, addressed by name, {@code name@version} or digest, and the rules for what may
 * be uploaded. Must not know REST, runs or where the files are kept; it owns the port to the latter.
 */
@NullMarked
package io.loadbank.library;

import org.jspecify.annotations.NullMarked;
