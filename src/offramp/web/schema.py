"""The tables of the server's database."""

VERSION = 1

SCHEMA = """
create table if not exists jobs (
    id text primary key,
    kind text not null,          -- what is asked: run, compare, offramps ...
    asked text not null,         -- its settings as JSON
    about text not null,         -- what it is about, for whoever looks it up again: a run's name, an address
    state text not null,         -- queued, running, done, failed, cancelled
    done integer not null default 0,
    total integer not null default 0,
    attempts integer not null default 0,
    error text not null default '',
    result text not null default '',  -- where the answer is shown
    created text not null,
    started text not null default '',
    ended text not null default '',
    token text not null default ''    -- who asked
);
create index if not exists jobs_by_state on jobs (state, created);
create index if not exists jobs_by_about on jobs (about, kind);

create table if not exists games (
    id text primary key,
    code text not null unique,   -- of its short link
    title text not null,
    state text not null,         -- lobby, playing, over
    settings text not null,      -- JSON
    created text not null,
    changed text not null
);

create table if not exists tokens (
    id text primary key,
    hash text not null unique,   -- SHA-256 of the token, which is kept nowhere
    role text not null,          -- owner, analyst, reader, facilitator, seat
    game text not null default '',
    seat text not null default '',
    label text not null default '',
    created text not null,
    revoked text not null default ''
);
create index if not exists tokens_by_game on tokens (game);

create table if not exists audit (
    id integer primary key autoincrement,
    at text not null,
    token text not null,         -- its id; empty for the owner on loopback
    role text not null,
    did text not null,           -- such as job.ask, token.revoke, game.begin
    about text not null default '',
    detail text not null default ''
);
create index if not exists audit_by_about on audit (about);
"""
