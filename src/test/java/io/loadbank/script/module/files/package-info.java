@NullMarked
package io.loadbank.script.module.files;

import org.jspecify.annotations.NullMarked;
