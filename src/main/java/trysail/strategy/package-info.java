/** What to trade: market events and our own state in, intents out. No I/O, no clock, no thread. */
@NullMarked
package trysail.strategy;

import org.jspecify.annotations.NullMarked;
