// Follows an event stream as a page would, and prints what it gets: a line of JSON for each event. Arguments: its address, then the types of events to listen to.
import { EventSource } from "eventsource";

const [address, ...types] = process.argv.slice(2);
const source = new EventSource(address);
for (const name of types) {
    source.addEventListener(name, ({ type, lastEventId, data }) => console.log(JSON.stringify({ type, id: lastEventId, event: JSON.parse(data) })));
}
source.onerror = ({ code, message }) => {
    if (source.readyState === EventSource.CLOSED) {
        console.error(`Expected a stream to come back to, but the client gave it up: ${code} ${message}`);
        process.exit(1);
    }
};
