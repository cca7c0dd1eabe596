/** Raw captures of a venue's frames: what a recording holds, read once into memory and checked line by line. */
@NullMarked
package trysail.recording;

import org.jspecify.annotations.NullMarked;
