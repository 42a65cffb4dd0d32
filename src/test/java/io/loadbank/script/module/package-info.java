@NullMarked
package io.loadbank.script.module;

import org.jspecify.annotations.NullMarked;
