/** Measures Millrace from outside: starts the program as its users do, drives it over HTTP, sockets and Kafka, and writes down what it did beside the floors below it. */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
