package io.loadbank.run;

import java.util.Map;

/**
 * Something that happened to a run.
 *
 * @param id counts from 1 within the run
 * @param type {@code snapshot}, {@code state}, {@code log}, {@code threshold}, {@code retarget} or {@code end}
 * @param data a JSON-like tree
 */
public record RunEvent(long id, String type, Map<String, Object> data) {}
