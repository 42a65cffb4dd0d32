package io.loadbank.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the key that makes sending a request twice harmless; {@link IdempotencyKeys} keeps them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "Idempotency-Key",
        in = ParameterIn.HEADER,
        description = "Sent again with the same key within 24 h, the request gets the same answer and does nothing",
        schema = @Schema(type = "string", maxLength = 255))
@interface Idempotent {}
