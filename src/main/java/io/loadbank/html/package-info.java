/**
 * HTML as load scripts read it: a {@link io.loadbank.html.Page} parsed as browsers do, CSS selectors, sets of nodes and
 * what a form in them would send. Read-only. Must not know scripts, requests or how values reach JavaScript.
 */
@NullMarked
package io.loadbank.html;

import org.jspecify.annotations.NullMarked;
