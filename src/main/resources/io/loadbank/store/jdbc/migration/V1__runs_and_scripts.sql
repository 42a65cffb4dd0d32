-- For H2 and PostgreSQL alike. What people and scripts wrote is bytes of UTF-8, JSON where it has a structure: PostgreSQL's
-- texts refuse some of what a script may write.

CREATE TABLE run (
    id         VARCHAR                  NOT NULL PRIMARY KEY,
    name       BYTEA                    NOT NULL,
    state      VARCHAR                  NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at   TIMESTAMP WITH TIME ZONE,
    -- when this was so: the end of a run that the daemon died under
    written_at TIMESTAMP WITH TIME ZONE NOT NULL,
    -- of the whole run, in bytes; 0 while it lives
    size       BIGINT                   NOT NULL,
    overview   BYTEA                    NOT NULL
);

CREATE TABLE run_summary (
    run_id  VARCHAR NOT NULL PRIMARY KEY REFERENCES run ON DELETE CASCADE,
    tree    BYTEA   NOT NULL,
    content BYTEA   NOT NULL
);

-- stretches of the log, one JSON object a line
CREATE TABLE run_log (
    run_id     VARCHAR NOT NULL REFERENCES run ON DELETE CASCADE,
    first_line BIGINT  NOT NULL,
    next_line  BIGINT  NOT NULL,
    content    BYTEA   NOT NULL,
    PRIMARY KEY (run_id, first_line)
);

CREATE TABLE run_history (
    run_id  VARCHAR NOT NULL REFERENCES run ON DELETE CASCADE,
    entry   INTEGER NOT NULL,
    content BYTEA   NOT NULL,
    PRIMARY KEY (run_id, entry)
);

CREATE TABLE run_series (
    run_id  VARCHAR NOT NULL REFERENCES run ON DELETE CASCADE,
    chunk   INTEGER NOT NULL,
    content BYTEA   NOT NULL,
    PRIMARY KEY (run_id, chunk)
);

CREATE TABLE run_artifact (
    run_id      VARCHAR NOT NULL REFERENCES run ON DELETE CASCADE,
    place       INTEGER NOT NULL,
    destination BYTEA   NOT NULL,
    content     BYTEA   NOT NULL,
    PRIMARY KEY (run_id, place)
);

-- the highest version a name ever had, so that no number is given twice
CREATE TABLE script (
    name         VARCHAR NOT NULL PRIMARY KEY,
    last_version INTEGER NOT NULL
);

CREATE TABLE script_version (
    name     VARCHAR NOT NULL REFERENCES script,
    version  INTEGER NOT NULL,
    overview BYTEA   NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE TABLE script_file (
    name    VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    path    BYTEA   NOT NULL,
    content BYTEA   NOT NULL,
    PRIMARY KEY (name, version, place),
    FOREIGN KEY (name, version) REFERENCES script_version ON DELETE CASCADE
);
