/**
 * The Web Cryptography API without JavaScript: keys, and what each algorithm does with them. Must not know scripts or
 * threads; what may last can be called off.
 */
@NullMarked
package io.loadbank.crypto.web;

import org.jspecify.annotations.NullMarked;
