/** Folds of journal entries for the eye: orders, fills, positions, profit and loss. */
@NullMarked
package trysail.view;

import org.jspecify.annotations.NullMarked;
