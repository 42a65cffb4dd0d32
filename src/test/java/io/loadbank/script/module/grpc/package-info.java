@NullMarked
package io.loadbank.script.module.grpc;

import org.jspecify.annotations.NullMarked;
