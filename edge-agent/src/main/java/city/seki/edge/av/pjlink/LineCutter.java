package city.seki.edge.av.pjlink;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines, whatever the segments in which they come. Real devices put
 * NULs or a line feed behind the carriage return: both are skipped where a line begins.
 *
 * <p>Source: JBMIA, PJLink specifications, version 2.10, section 2.3 (a line is 136 bytes at most,
 * header, command, 128 bytes of parameter and carriage return); hardware.md section 3.5.
 */
final class LineCutter {
  /** With its carriage return. */
  static final int LONGEST = 136;

  /** Some pad to the end of their buffer. */
  private static final int MOST_PADDING = 4096;

  private static final byte RETURN = '\r';

  private final byte[] line = new byte[LONGEST - 1];
  private int length;
  private int padding;

  /**
   * Takes the next byte.
   *
   * @return a whole line without its end, or null if there is none yet; an empty line is none
   * @throws PjlinkFault if the line is longer than any that PJLink knows
   */
  byte @Nullable [] take(byte next) throws PjlinkFault {
    if (length == 0 && (next == RETURN || next == '\n' || next == 0)) {
      skip();
      return null;
    }
    if (next == RETURN) {
      byte[] whole = Arrays.copyOf(line, length);
      length = 0;
      padding = 0;
      return whole;
    }
    if (length == line.length) {
      throw PjlinkFault.garbage("a line of more than " + LONGEST + " bytes");
    }
    line[length++] = next;
    return null;
  }

  private void skip() throws PjlinkFault {
    if (++padding > MOST_PADDING) {
      throw PjlinkFault.garbage("nothing but NULs and empty lines");
    }
  }
}
