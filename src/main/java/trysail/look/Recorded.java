package trysail.look;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a recording has come to.
 *
 * @param frames market frames in the file
 * @param books snapshots of books among them, not counted
 * @param bytes of text, before any compression
 * @param dropped lines lost because the disk was too slow
 * @param trouble why it is not whole; empty when it is
 */
public record Recorded(Path file, long frames, long books, long bytes, long dropped, Optional<String> trouble) {}
