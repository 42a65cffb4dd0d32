@org.jspecify.annotations.NullMarked
package io.loadbank.html;
