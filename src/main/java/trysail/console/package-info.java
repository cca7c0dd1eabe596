/** What a command may say to a person, and how signals reach it: one printer, one terminal, whatever the front end. */
@NullMarked
package trysail.console;

import org.jspecify.annotations.NullMarked;
