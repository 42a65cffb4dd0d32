package io.loadbank.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents that a change may be made dependent on the state it was decided upon. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "If-Match",
        in = ParameterIn.HEADER,
        description = "The ETag that was seen; 412 if it is another one now",
        schema = @Schema(type = "string", example = "\"7\""))
@interface IfMatch {}
