@NullMarked
package io.loadbank.script.module.crypto;

import org.jspecify.annotations.NullMarked;
