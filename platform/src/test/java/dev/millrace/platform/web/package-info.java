/** Tests of HTTP's failures on a real Tomcat. */
@NullMarked
package dev.millrace.platform.web;

import org.jspecify.annotations.NullMarked;
