@NullMarked
package io.loadbank.script.module.ws;

import org.jspecify.annotations.NullMarked;
