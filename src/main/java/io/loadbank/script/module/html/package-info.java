/**
 * The module {@code k6/html}: pages, selections and elements as scripts see them. Their methods are written in JavaScript
 * and ask this package about nodes. Must not know requests nor responses.
 */
@NullMarked
package io.loadbank.script.module.html;

import org.jspecify.annotations.NullMarked;
