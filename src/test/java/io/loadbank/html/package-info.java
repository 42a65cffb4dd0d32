@NullMarked
package io.loadbank.html;

import org.jspecify.annotations.NullMarked;
