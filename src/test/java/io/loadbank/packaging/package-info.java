/**
 * Whether what carries the daemon elsewhere is right: the image, the compose file and the Helm chart. Knows nothing of
 * the daemon's code.
 */
@NullMarked
package io.loadbank.packaging;

import org.jspecify.annotations.NullMarked;
