package city.seki.edge.av.pjlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a class 2 device says unasked, in a datagram of one or more lines (PJLink specifications
 * 2.10, section 3.3): it linked up, its errors, power or input changed.
 */
final class Notice {
  private static final Set<String> COMMANDS = Set.of("LKUP", "ERST", "POWR", "INPT");

  private Notice() {}

  /** Whether a notice is among those bytes. */
  static boolean isIn(byte[] datagram, int length) {
    return !read(datagram, length).isEmpty();
  }

  /** The notices among those bytes; what is none is left out. */
  static List<Line.Answer> read(byte[] datagram, int length) {
    LineCutter cutter = new LineCutter();
    List<Line.Answer> notices = new ArrayList<>();
    try {
      for (int i = 0; i < length; i++) {
        byte[] line = cutter.take(datagram[i]);
        if (line != null && Line.parse(line) instanceof Line.Answer answer && isNotice(answer)) {
          notices.add(answer);
        }
      }
    } catch (PjlinkFault tooLong) {
      return notices; // those before it are as good as they were
    }
    return notices;
  }

  private static boolean isNotice(Line.Answer answer) {
    return answer.version() == 2
        && COMMANDS.contains(answer.command())
        && answer.value() instanceof Line.Value.Text;
  }
}
