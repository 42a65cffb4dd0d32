@NullMarked
package io.loadbank.recording;

import org.jspecify.annotations.NullMarked;
