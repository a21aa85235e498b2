-- The read side of everything. Names are not qualified: a rebuild runs the same migrations in a schema of another name.
-- Ids compare by their bytes (collation C), which is what sequences, cursors and indexes want.

create table organization (
    organization text collate "C" primary key,
    name         text        not null,
    settings     jsonb       not null default '{}',
    version      bigint      not null,
    sequence     bigint      not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null
);

create table table_definition (
    organization text collate "C" not null,
    table_id     text collate "C" not null,
    title        text        not null,
    schema       text        not null, -- as it was written, member order and all
    version      bigint      not null,
    sequence     bigint      not null,
    defined_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (organization, table_id)
);

create table table_row (
    organization text collate "C" not null,
    table_id     text collate "C" not null,
    row_id       text collate "C" not null,
    version      bigint      not null,
    sequence     bigint      not null,
    updated_at   timestamptz not null,
    data         jsonb       not null,
    primary key (organization, table_id, row_id)
) with (fillfactor = 85); -- room for a changed row on its own page, so that the index stays as it is

-- The event log: what is served, as text, so that reading it parses nothing.
create table event (
    organization text collate "C" not null,
    sequence     bigint not null,
    type         text collate "C" not null,
    subject      text collate "C" not null,
    command_id   uuid   not null,
    event        text   not null,
    primary key (organization, sequence)
);

-- The newest sequence of each organization that everything above shows.
create table head (
    projection   text not null,
    organization text collate "C" not null,
    sequence     bigint not null,
    partition    int    not null,
    primary key (projection, organization)
) with (fillfactor = 50); -- changes with every batch

create table outcome (
    organization text collate "C" not null,
    command_id   uuid        not null,
    outcome      text        not null,
    recorded_at  timestamptz not null,
    primary key (organization, command_id)
);
create index outcome_recorded_at on outcome (recorded_at);

create table dead_letter (
    organization  text collate "C" not null,
    id            text collate "C" not null,
    kind          text        not null,
    state         text        not null,
    type          text        not null,
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    cause         text        not null,
    taken_at      timestamptz not null,
    actor         text        not null,
    data          text        not null, -- Base64: what is kept may be no JSON
    primary key (organization, id)
);
create index dead_letter_state on dead_letter (organization, state, id);

-- Row level security stands behind the API's own checks: readers become this role and name their organization in each transaction.
-- The owner, who projects, is not bound by it.
do $$
begin
    if not exists (select from pg_roles where rolname = 'millrace_query_reader') then
        create role millrace_query_reader nologin;
    end if;
exception
    when duplicate_object or unique_violation then null; -- another instance was quicker
end $$;
grant millrace_query_reader to current_user;
grant usage on schema ${flyway:defaultSchema} to millrace_query_reader;

do $$
declare
    name text;
begin
    foreach name in array array ['organization', 'table_definition', 'table_row', 'event', 'head', 'outcome', 'dead_letter'] loop
        execute format('grant select on %I to millrace_query_reader', name);
        execute format('alter table %I enable row level security', name);
        execute format(
            'create policy one_organization on %I for select to millrace_query_reader using (organization = current_setting(''millrace.organization''))',
            name);
    end loop;
end $$;
