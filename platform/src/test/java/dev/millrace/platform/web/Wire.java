package dev.millrace.platform.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, because HTTP clients are too polite to send what has to be tested. */
record Wire(int port) {

    private static final int PATIENCE_MILLIS = 10_000;

    /** A GET of the path, as written. */
    Answer get(String path, String... headers) throws IOException {
        return send(request("GET " + path, "", headers));
    }

    /** A HEAD of the path, as written. */
    Answer head(String path, String... headers) throws IOException {
        return send(request("HEAD " + path, "", headers));
    }

    /** A POST of the body, as written. */
    Answer post(String path, String body, String... headers) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send(request("POST " + path + " HTTP/1.1\r\nContent-Length: " + length, body, headers));
    }

    /** A POST of the body in one chunk. */
    Answer postChunked(String path, String body, String... headers) throws IOException {
        var chunk = Integer.toHexString(body.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + body + "\r\n0\r\n\r\n";
        return send(request("POST " + path + " HTTP/1.1\r\nTransfer-Encoding: chunked", chunk, headers));
    }

    private static byte[] request(String line, String body, String... headers) {
        var request = new StringBuilder(line);
        if (!line.contains(" HTTP/1.1")) {
            request.append(" HTTP/1.1");
        }
        request.append("\r\nHost: localhost\r\nConnection: close\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes, and what came back until the server closed. */
    Answer send(byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket.getOutputStream(), bytes);
            if (!socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (SocketException e) {
            return Answer.of("");
        }
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /**
     * What the server said.
     *
     * @param status 0 if it closed without a word
     */
    record Answer(int status, String head, String body) {

        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
                return new Answer(0, text, "");
            }
            return new Answer(Integer.parseInt(text, 9, 12, 10), text.substring(0, end), text.substring(end + 4));
        }

        boolean isProblem() {
            return head.contains("application/problem+json");
        }

        boolean says(String code) {
            return isProblem() && body.contains("\"code\":\"" + code + "\"");
        }
    }
}
