package dev.millrace.ingest.translation;

/** A delivery whose attempt came to a verdict. */
record Translated(Located located, int attempt, Verdict verdict) {}
