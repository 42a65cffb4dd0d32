package io.loadbank.wiring;

/** The version of this daemon, from its jar's manifest. */
final class DaemonVersion {

    private DaemonVersion() {}

    /** Such as {@code 0.1.0}; {@code dev} when run from class files. */
    static String current() {
        String version = DaemonVersion.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version.replace("-SNAPSHOT", "");
    }
}
