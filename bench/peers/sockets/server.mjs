// Fans out what is posted to /v1/organizations/<organization>/commands to those who subscribed to that organization, and answers at once: nothing is checked, nothing
// kept. The first argument says over what: ws, socket.io, or socket.io on the sockets of eiows. Writes its port to standard output when it listens.
import { createServer } from 'node:http';

process.stdin.resume().on('end', () => process.exit()); // whoever started it is done, or gone

const kind = process.argv[2];
const http = createServer(receive);
const publish = await fanOut(kind);
http.listen(0, '127.0.0.1', () => process.stdout.write(`${http.address().port}\n`));

function receive(request, response) {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
        const { data } = JSON.parse(Buffer.concat(parts));
        const organization = request.url.split('/')[3];
        publish(`organization/${organization}`, { type: 'event', time: new Date().toISOString(), organization, data });
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}');
    });
}

async function fanOut(name) {
    switch (name) {
        case 'ws':
            return plain();
        case 'socket.io':
            return rooms({});
        case 'eiows': {
            const { default: eiows } = await import('eiows');
            return rooms({ wsEngine: eiows.Server });
        }
        default:
            throw new Error(`Expected ws, socket.io or eiows, but got ${name}`);
    }
}

// One set of sockets a channel; an event is made a text once.
async function plain() {
    const { WebSocketServer } = await import('ws');
    const channels = new Map();
    const subscribers = channel => channels.get(channel) ?? channels.set(channel, new Set()).get(channel);
    new WebSocketServer({ server: http }).on('connection', socket => {
        socket.on('message', text => {
            const { type, id, channel } = JSON.parse(text);
            if (type === 'subscribe') {
                subscribers(channel).add(socket);
                socket.send(JSON.stringify({ type: 'subscribed', id }));
            }
        });
        socket.on('close', () => channels.forEach(sockets => sockets.delete(socket)));
    });
    return (channel, event) => {
        const text = JSON.stringify(event);
        subscribers(channel).forEach(socket => socket.send(text));
    };
}

// A room a channel, as socket.io has it; every message is an event of the name "message".
async function rooms(options) {
    const { Server } = await import('socket.io');
    const io = new Server(http, { ...options, transports: ['websocket'] });
    io.on('connection', socket => {
        socket.on('message', async ({ type, id, channel }) => {
            if (type === 'subscribe') {
                await socket.join(channel);
                socket.emit('message', { type: 'subscribed', id });
            }
        });
    });
    return (channel, event) => io.to(channel).emit('message', event);
}
