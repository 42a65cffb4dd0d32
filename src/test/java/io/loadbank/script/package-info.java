@NullMarked
package io.loadbank.script;

import org.jspecify.annotations.NullMarked;
