package io.loadbank.script;

import io.loadbank.script.module.RunScope;

/** What the realms of one run share on the side of the engine. */
record ScriptRun(RunScope scope, OpenedFiles opened) {}
