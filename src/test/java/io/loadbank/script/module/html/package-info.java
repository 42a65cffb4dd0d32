@NullMarked
package io.loadbank.script.module.html;

import org.jspecify.annotations.NullMarked;
