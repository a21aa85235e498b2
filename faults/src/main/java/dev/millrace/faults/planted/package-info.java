/**
 * Mistakes that are planted into a running program from outside, to prove that the checker finds them. A Java agent rewrites one method of the product while its class
 * is loaded; the product itself knows nothing of it. {@link dev.millrace.faults.planted.Planting} packs these classes, which run in the process under test; the classes of
 * the product that they name must be on its class path.
 */
@NullMarked
package dev.millrace.faults.planted;

import org.jspecify.annotations.NullMarked;
