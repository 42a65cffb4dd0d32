@NullMarked
package io.loadbank.script.module.http;

import org.jspecify.annotations.NullMarked;
