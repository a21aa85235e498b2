// Opens a socket as a page would, the token as a subprotocol, sends frames and prints those that come. Arguments: its address, the token, then the frames to send.
import WebSocket from "ws";

const [address, token, ...frames] = process.argv.slice(2);
const socket = new WebSocket(address, ["millrace.v1", `bearer.${token}`]);
socket.on("open", () => {
    console.log(JSON.stringify({ type: "open", protocol: socket.protocol }));
    frames.forEach((frame) => socket.send(frame));
});
socket.on("message", (data, binary) => console.log(binary ? JSON.stringify({ type: "binary", bytes: data.length }) : data.toString()));
socket.on("error", ({ message }) => console.log(JSON.stringify({ type: "failed", message })));
socket.on("close", (code, reason) => {
    console.log(JSON.stringify({ type: "close", code, reason: reason.toString() }));
    process.exit(code === 1000 ? 0 : 1);
});
