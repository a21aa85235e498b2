// Moments at which something is due, taken by whoever is free. A thread of its own waits for them: a timer of the event loop is up to two milliseconds late, and
// spinning would take a core from the database.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

// Nanoseconds of the monotonic clock, the same in every thread.
export function now() {
    const [seconds, nanos] = process.hrtime();
    return seconds * 1e9 + nanos;
}

// Hands out each moment when it has come, in order; undefined when there are no more.
export function dueTimes(moments) {
    const come = [];
    const waiting = [];
    let left = moments.length;
    const worker = new Worker(new URL(import.meta.url), { workerData: { moments } });
    worker.on('message', moment => (waiting.length > 0 ? waiting.shift()(moment) : come.push(moment)));
    return {
        next() {
            if (left === 0) {
                return Promise.resolve(undefined);
            }
            left--;
            return come.length > 0 ? Promise.resolve(come.shift()) : new Promise(resolve => waiting.push(resolve));
        },
    };
}

if (!isMainThread && workerData?.moments) {
    const never = new Int32Array(new SharedArrayBuffer(4));
    for (const moment of workerData.moments) {
        for (let left = moment - now(); left > 0; left = moment - now()) {
            Atomics.wait(never, 0, 0, left / 1e6);
        }
        parentPort.postMessage(moment);
    }
}
