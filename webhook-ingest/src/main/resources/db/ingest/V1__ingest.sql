-- Positions of the projections in this schema, stored in the transaction of the rows they stand for.
create table checkpoint (
    projection  text    not null,
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (projection, topic, partition)
);

-- Sources as the log has them. Secrets are in their sealed form; a removed source keeps its row for its late deliveries.
create table source (
    organization           text        not null,
    source                 text        not null,
    scheme                 text        not null,
    sealed_secret          text        not null,
    previous_sealed_secret text,
    previous_valid_until   timestamptz,
    mappings               json        not null, -- not jsonb, which would reorder the columns of the rows
    removed                boolean     not null default false,
    primary key (organization, source)
);

-- Every delivery that was verified, from its claim to the outcome of its commands.
create table delivery (
    organization  text        not null,
    source        text        not null,
    delivery_id   text        not null,
    number        bigint      not null generated always as identity,
    state         text        not null
        check (state in ('claimed', 'stored', 'sent', 'applied', 'unmapped', 'failed', 'rejected')),
    claim         uuid,
    claimed_at    timestamptz not null default clock_timestamp(),
    event         text        not null,
    content_type  text        not null,
    received_at   timestamptz not null,
    partition     integer,
    record_offset bigint,
    attempt       integer     not null default 1,
    code          text,
    cause         text,
    dead_letter   boolean     not null default false, -- true while an open dead letter stands for it
    updated_at    timestamptz not null default clock_timestamp(),
    primary key (organization, source, delivery_id)
);

create index delivery_newest on delivery (organization, number desc);
create index delivery_newest_of_source on delivery (organization, source, number desc);
create index delivery_in_trouble on delivery (organization, number desc) where state in ('failed', 'rejected');
create index delivery_age on delivery (received_at);

-- The commands of a delivery, written down before they are sent, so that every outcome finds its command here.
create table delivery_command (
    organization text    not null,
    source       text    not null,
    delivery_id  text    not null,
    attempt      integer not null,
    mapping      integer not null,
    command_id   uuid    not null unique,
    outcome      text check (outcome in ('accepted', 'rejected')),
    code         text,
    detail       text,
    primary key (organization, source, delivery_id, attempt, mapping),
    foreign key (organization, source, delivery_id) references delivery on delete cascade
);
