/**
 * Remote modules of scripts: from a directory that mirrors the web, and from the network as far as the operator allows
 * it. Must not know what the modules are for; nothing here is called while a run lives.
 */
@NullMarked
package io.loadbank.remote;

import org.jspecify.annotations.NullMarked;
