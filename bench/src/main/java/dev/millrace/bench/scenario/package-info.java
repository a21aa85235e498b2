/** What is measured, one class a scenario. Scenarios of one run share a program that is started, filled and warmed up once. */
@NullMarked
package dev.millrace.bench.scenario;

import org.jspecify.annotations.NullMarked;
