/** A house built wrong on purpose, so that {@code ArchitectureTest} can show that its rules catch what they forbid. */
@NullMarked
package io.loadbank.wronghouse;

import org.jspecify.annotations.NullMarked;
