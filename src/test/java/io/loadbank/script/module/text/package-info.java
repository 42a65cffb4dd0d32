@NullMarked
package io.loadbank.script.module.text;

import org.jspecify.annotations.NullMarked;
