@NullMarked
package io.loadbank.typescript;

import org.jspecify.annotations.NullMarked;
