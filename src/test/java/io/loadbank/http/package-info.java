@NullMarked
package io.loadbank.http;

import org.jspecify.annotations.NullMarked;
