@org.jspecify.annotations.NullMarked
package io.loadbank.script.module.html;
