package io.loadbank.library;

import java.util.List;

/** What became of a wish to forget scripts. */
public sealed interface Deletion {

    /** All of them are gone. */
    record Deleted(List<ScriptVersion> versions) implements Deletion {}

    /** A live run executes this version; nothing was deleted. */
    record InUse(ScriptVersion version) implements Deletion {}

    /** Nothing goes by this reference. */
    record Unknown() implements Deletion {}
}
