@NullMarked
package io.loadbank.run;

import org.jspecify.annotations.NullMarked;
