package io.loadbank.script.module;

/**
 * Everything a module may touch of the JavaScript realm it lives in. Confined to the realm's thread.
 *
 * @param guest makes and reads JavaScript values
 * @param vu whose realm it is: phase, ids, tags, samples
 * @param run what all realms of the run share
 * @param loop the realm's timers and pending operations
 */
public record Realm(Guest guest, VuScope vu, RunScope run, EventLoop loop) {}
