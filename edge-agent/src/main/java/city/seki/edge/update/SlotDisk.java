package city.seki.edge.update;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The disk on which the slots lie, by paths such as {@code a/seki-edge.jar}. {@link #write}, {@link
 * #move} and {@link #delete} have happened as a whole or not at all, and once they have returned a
 * power cut does not undo them. What {@link #append} wrote is safe after {@link #force} only.
 */
interface SlotDisk {
  /** All of a small file; null if there is none. */
  byte @Nullable [] read(String path) throws IOException;

  /** Bytes of that file; -1 if there is none. */
  long size(String path) throws IOException;

  /** Those bytes of that file; fewer at its end. */
  byte[] read(String path, long offset, int length) throws IOException;

  /** Replaces a small file. */
  void write(String path, byte[] bytes) throws IOException;

  /** Writes from there on; a file that is longer is cut there first. Made if it is not there. */
  void append(String path, long offset, byte[] bytes) throws IOException;

  /** What was appended is on the disk. */
  void force(String path) throws IOException;

  /** Gives it another name, over a file that has it. */
  void move(String from, String to) throws IOException;

  /** Nothing, if it is not there. */
  void delete(String path) throws IOException;
}
