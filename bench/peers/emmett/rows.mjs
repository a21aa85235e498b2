// Writes rows with Emmett: a job a line on standard input, its figures a line on standard output, both JSON. A job is {"callers":8,"millis":5000}, callers who each
// wait for their commit, or {"callers":8,"dueNanos":[…]}, the moments from now at which commands are due.
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import { dueTimes, now } from './due.mjs';

const ORGANIZATIONS = 8;
const ROWS = 10_000;
const EVENT_BYTES = 300;
const MOST_CALLERS = 32;

const { DATABASE_URL: connectionString, SYNCHRONOUS_COMMIT } = process.env;
const pool = new pg.Pool({ connectionString, options: `-c synchronous_commit=${SYNCHRONOUS_COMMIT}`, max: MOST_CALLERS });
const store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
const handle = CommandHandler({
    initialState: () => ({ version: 0, data: undefined }),
    evolve: (row, event) => ({ version: row.version + 1, data: event.data.data }),
});

let commands = 0;

const data = (sentAt, note) => ({ sentAt, device: 'sensor-7f3a', celsius: 21.5, note });
const noteLength = EVENT_BYTES - JSON.stringify({ table: 'readings', row: 'r-00000000', data: data('0'.repeat(19), '') }).length;
const note = 'n'.repeat(noteLength);

// The organizations in turn, the rows of each in the order of the benchmark's other writers.
async function put(command) {
    const turn = Math.floor(command / ORGANIZATIONS);
    const row = `r-${String((turn * 7_919) % ROWS).padStart(8, '0')}`;
    const written = data(String(BigInt(Date.now()) * 1_000_000n + BigInt(command % 1_000_000)), note);
    await handle(store, `row-${command % ORGANIZATIONS}-${row}`, state =>
        isDeepStrictEqual(state.data, written)
            ? [] // already so
            : [{ type: 'row.written', data: { table: 'readings', row, data: written } }]);
}

const onEach = (callers, caller) => Promise.all(Array.from({ length: callers }, caller));

async function closedLoop({ callers, millis }) {
    const before = commands;
    const start = now();
    const end = start + millis * 1e6;
    await onEach(callers, async () => {
        while (now() < end) {
            await put(commands++);
        }
    });
    return { commands: commands - before, nanos: now() - start };
}

async function paced({ callers, dueNanos }) {
    const latencyNanos = [];
    const lateNanos = [];
    const start = now();
    const due = dueTimes(dueNanos.map(at => start + at));
    await onEach(callers, async () => {
        for (let at = await due.next(); at !== undefined; at = await due.next()) {
            lateNanos.push(now() - at);
            await put(commands++);
            latencyNanos.push(now() - at);
        }
    });
    return { latencyNanos, lateNanos, nanos: now() - start };
}

await store.schema.migrate();
for await (const line of createInterface({ input: process.stdin })) {
    const job = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(await (job.dueNanos ? paced(job) : closedLoop(job)))}\n`);
}
await store.close();
await pool.end();
