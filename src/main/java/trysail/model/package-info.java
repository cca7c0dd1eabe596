/** The words: records and sealed types of trading. JDK only; no I/O, no clock, no thread. */
@NullMarked
package trysail.model;

import org.jspecify.annotations.NullMarked;
