/**
 * One session per socket: who it is, what it may do, what waits for it. A session belongs to its event loop and is touched by no other thread; what blocks
 * (checking a token, appending a command) runs on virtual threads and comes back as a task of the loop.
 */
@NullMarked
package dev.millrace.gateway.session;

import org.jspecify.annotations.NullMarked;
