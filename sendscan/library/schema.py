"""How a library lies in its SQLite file: tables, views, full-text search, version.

``records`` holds every record whole; all other tables are made from it and say the same in columns.  So an
older library becomes a newer one by making them anew, whatever has changed in them.
"""

from __future__ import annotations

import re
import sqlite3

from sendscan.errors import UsageError, Where

APPLICATION = 0x53454E44  # "SEND", which tells a library from any other SQLite file
VERSION = 1
FINDINGS = 1_000_000  # a finding's id divided by this is its letter's id

KEPT = """
CREATE TABLE IF NOT EXISTS records (
    letter_id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    json BLOB NOT NULL  -- the whole record with its text: UTF-8 JSON, compressed with zlib
);
"""

TOKENS = "tokenize='unicode61 remove_diacritics 2'"

DERIVED = f"""
CREATE TABLE letters (
    id INTEGER PRIMARY KEY REFERENCES records (letter_id) ON DELETE CASCADE,
    name TEXT NOT NULL,      -- of the file, as it was given
    sha256 TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT,
    area TEXT,
    gss_code TEXT,
    region TEXT,
    date TEXT,               -- of the letter; where it states none, the end of the visit, else its start
    letter_date TEXT,
    visit_start TEXT,
    visit_end TEXT,
    focus TEXT,
    outcome TEXT NOT NULL,
    sufficient INTEGER,
    total INTEGER,
    statement TEXT,
    next_step TEXT,
    media_type TEXT NOT NULL,
    pages INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    claimed INTEGER NOT NULL
);
CREATE INDEX letters_date ON letters (date);
CREATE INDEX letters_area ON letters (area);

CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
    item TEXT NOT NULL,      -- W1, S2, …
    list TEXT NOT NULL,      -- weaknesses, strengths, priority_actions, improvements, needs_work, narrative
    heading TEXT,
    statement TEXT NOT NULL,
    page INTEGER NOT NULL,
    line INTEGER NOT NULL,
    verdict TEXT,            -- on a weakness; of other items there is none
    verdict_text TEXT,
    responsible TEXT NOT NULL
);
CREATE INDEX items_letter ON items (letter_id);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,  -- the letter's id and six digits: a search tells the letter without looking it up
    letter_id INTEGER NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    polarity TEXT NOT NULL,
    voice TEXT NOT NULL,
    finding TEXT NOT NULL,   -- W1.F19, …
    paragraph INTEGER NOT NULL,
    page INTEGER NOT NULL,
    line INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    cues TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX findings_letter ON findings (letter_id);
CREATE INDEX findings_item ON findings (item_id);

CREATE TABLE themes (
    theme TEXT NOT NULL,
    finding_id INTEGER NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
    PRIMARY KEY (theme, finding_id)
) WITHOUT ROWID;
CREATE INDEX themes_finding ON themes (finding_id);

CREATE TABLE concerns (
    id INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
    item_id INTEGER REFERENCES items (id) ON DELETE CASCADE,
    finding_id INTEGER REFERENCES findings (id) ON DELETE CASCADE,
    concern TEXT NOT NULL,   -- C1, …
    rule TEXT NOT NULL,
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    voice TEXT NOT NULL,
    page INTEGER NOT NULL,
    line INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX concerns_letter ON concerns (letter_id);
CREATE INDEX concerns_item ON concerns (item_id);
CREATE INDEX concerns_rule ON concerns (rule, finding_id);
CREATE INDEX concerns_finding ON concerns (finding_id);

CREATE TABLE diagnostics (
    id INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    message TEXT NOT NULL,
    page INTEGER,
    line INTEGER
);
CREATE INDEX diagnostics_letter ON diagnostics (letter_id);

CREATE VIRTUAL TABLE findings_fts USING fts5 (
    text, content='findings', content_rowid='id', {TOKENS}
);
CREATE TRIGGER findings_in AFTER INSERT ON findings BEGIN
    INSERT INTO findings_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER findings_out AFTER DELETE ON findings BEGIN
    INSERT INTO findings_fts (findings_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER findings_anew AFTER UPDATE ON findings BEGIN
    INSERT INTO findings_fts (findings_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO findings_fts (rowid, text) VALUES (new.id, new.text);
END;

-- Every word there is, found by its stem: a search for "exclusion" looks for "exclusions" too, while what
-- stands in quotation marks, and a beginning*, are found exactly as written.
CREATE VIRTUAL TABLE findings_words USING fts5vocab (findings_fts, row);
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE words_fts USING fts5 (
    word, content='words', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER words_in AFTER INSERT ON words BEGIN
    INSERT INTO words_fts (rowid, word) VALUES (new.id, new.word);
END;
CREATE TRIGGER words_out AFTER DELETE ON words BEGIN
    INSERT INTO words_fts (words_fts, rowid, word) VALUES ('delete', old.id, old.word);
END;

CREATE VIEW letters_at_a_glance AS
SELECT l.date, l.area, l.region, l.kind, l.outcome, l.sufficient, l.total,
    (SELECT count(*) FROM findings f WHERE f.letter_id = l.id) AS findings,
    (SELECT count(*) FROM findings f WHERE f.letter_id = l.id AND f.polarity = 'strength') AS strengths,
    (SELECT count(*) FROM findings f WHERE f.letter_id = l.id AND f.polarity IN ('concern', 'mixed'))
        AS problems,
    (SELECT count(*) FROM concerns c WHERE c.letter_id = l.id) AS concerns,
    (SELECT count(*) FROM diagnostics d WHERE d.letter_id = l.id AND d.level <> 'info') AS warnings,
    l.name, l.sha256
FROM letters l ORDER BY l.date IS NULL, l.date DESC, l.sha256;

CREATE VIEW findings_in_letters AS
SELECT l.date, l.area, l.region, l.kind, l.outcome, i.item, i.list, i.statement, i.verdict, f.finding,
    f.polarity, f.voice, f.text, f.page, f.line,
    (SELECT group_concat(theme, ' ') FROM themes t WHERE t.finding_id = f.id) AS themes,
    (SELECT group_concat(rule, ' ') FROM concerns c WHERE c.finding_id = f.id) AS rules,
    l.name, l.sha256, f.id AS finding_id
FROM findings f JOIN items i ON i.id = f.item_id JOIN letters l ON l.id = f.letter_id;

CREATE VIEW concerns_in_letters AS
SELECT l.date, l.area, l.region, l.kind, c.rule, c.title, c.severity, c.voice, c.text, i.item, i.statement,
    i.verdict, c.page, c.line, l.name, l.sha256
FROM concerns c JOIN letters l ON l.id = c.letter_id LEFT JOIN items i ON i.id = c.item_id;

CREATE VIEW concerns_by_area AS
SELECT l.area, l.region, c.rule, min(c.title) AS title, count(*) AS concerns,
    count(DISTINCT l.id) AS letters, sum(c.severity = 'high') AS high, max(l.date) AS latest
FROM concerns c JOIN letters l ON l.id = c.letter_id GROUP BY l.area, l.region, c.rule;

CREATE VIEW weaknesses_in_letters AS
SELECT l.date, l.area, l.region, l.kind, i.item, i.statement, i.verdict, i.verdict_text,
    (SELECT count(*) FROM findings f WHERE f.item_id = i.id AND f.polarity = 'strength') AS strengths,
    (SELECT count(*) FROM findings f WHERE f.item_id = i.id AND f.polarity IN ('concern', 'mixed'))
        AS problems,
    (SELECT group_concat(DISTINCT rule) FROM concerns c WHERE c.item_id = i.id) AS rules,
    i.page, l.name, l.sha256
FROM items i JOIN letters l ON l.id = i.letter_id WHERE i.list = 'weaknesses';
"""

_MADE = re.compile(r"^CREATE (?:VIRTUAL )?(TABLE|VIEW) (\w+)", re.MULTILINE)


def version_of(connection: sqlite3.Connection, where: Where) -> int:
    """The version of the library open in ``connection``; 0 for an empty file.

    Raises :class:`UsageError` for a database of something else, or of a later sendscan.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and tables:
        raise UsageError("This is an SQLite database, but no library of sendscan.", where, advice="Name another file.")
    if version > VERSION:
        raise UsageError(
            f"A later sendscan made this library: it has version {version}, and this sendscan knows {VERSION}.",
            where,
            advice="Install a newer sendscan.",
        )
    return int(version) if tables else 0


def lay_out(connection: sqlite3.Connection) -> None:
    """Make every table but ``records`` anew and empty, inside the transaction that is open.

    Tables and views that somebody added of their own stay.
    """
    _run(connection, KEPT)
    for sort, name in reversed(_MADE.findall(DERIVED)):
        connection.execute(f"DROP {sort} IF EXISTS {name}")  # indexes and triggers go with their tables
    _run(connection, DERIVED)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _run(connection: sqlite3.Connection, script: str) -> None:
    # executescript would commit first, and half a library would be there for others to see
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
