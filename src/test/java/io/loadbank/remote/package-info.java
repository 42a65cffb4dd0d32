@NullMarked
package io.loadbank.remote;

import org.jspecify.annotations.NullMarked;
