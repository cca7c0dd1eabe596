/** Raw captures of a venue's frames: written while they come; read once into memory and checked line by line. */
@NullMarked
package trysail.recording;

import org.jspecify.annotations.NullMarked;
