@NullMarked
package io.loadbank.grpc;

import org.jspecify.annotations.NullMarked;
