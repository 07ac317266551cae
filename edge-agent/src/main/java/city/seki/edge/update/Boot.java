package city.seki.edge.update;

import city.seki.config.bundle.SoftwareVersion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be started, in one small file that is replaced as a whole: each step of an update is
 * one such change. Lines {@code NAME=VALUE}, for {@code seki-edge-start} reads them too, and counts
 * {@code left} and {@code starts} before it starts a version.
 *
 * @param current the version that is known to be good
 * @param floor the newest version that ever was good; nothing older is taken again, unless it is
 *     signed as such. Null before the first update
 * @param trial of another version, null if none is tried
 * @param starts of {@code current} in a row that did not last a minute
 * @param returned what came back last, null if nothing did
 */
public record Boot(
    Slot current,
    @Nullable SoftwareVersion floor,
    @Nullable Trial trial,
    int starts,
    @Nullable Returned returned) {
  /** A unit that never took an update. */
  public static final Boot FRESH = new Boot(Slot.FACTORY, null, null, 0, null);

  /**
   * A version that has to prove itself.
   *
   * @param left how often it may still be started
   * @param confirmS seconds within which it has to be well
   * @param expects the readers that answered before, which have to answer again
   */
  public record Trial(
      Slot slot, SoftwareVersion version, int left, long confirmS, SortedSet<String> expects) {
    /** Three, as Android, ChromeOS and systemd have it: one start may meet a power cut. */
    public static final int STARTS = 3;

    public Trial {
      expects = new TreeSet<>(expects);
    }
  }

  /**
   * A version that was tried and is not tried again until somebody wants it anew.
   *
   * @param reason one word
   */
  public record Returned(SoftwareVersion version, Reason reason) {}

  Boot trying(Slot slot, SoftwareVersion version, long confirmS, SortedSet<String> expects) {
    return new Boot(
        current, floor, new Trial(slot, version, Trial.STARTS, confirmS, expects), 0, null);
  }

  /** What is tried is good: one change makes it current and raises the floor. */
  Boot confirmed(Trial good) {
    SoftwareVersion newest =
        floor == null || floor.isOlderThan(good.version()) ? good.version() : floor;
    return new Boot(good.slot(), newest, null, 0, null);
  }

  Boot returned(Trial failed, Reason reason) {
    return new Boot(current, floor, null, 0, new Returned(failed.version(), reason));
  }

  /** The version that runs has lasted. */
  Boot lasted() {
    return new Boot(current, floor, trial, 0, returned);
  }

  /** What came back may be tried again. */
  Boot forgiven() {
    return new Boot(current, floor, trial, starts, null);
  }

  /** The file. */
  String write() {
    StringBuilder lines = new StringBuilder();
    line(lines, "current", current.word());
    line(lines, "floor", floor);
    if (trial != null) {
      line(lines, "trying", trial.slot().word());
      line(lines, "version", trial.version());
      line(lines, "left", trial.left());
      line(lines, "confirm", trial.confirmS());
      line(lines, "expects", String.join(",", trial.expects()));
    }
    line(lines, "starts", starts);
    if (returned != null) {
      line(lines, "returned", returned.version());
      line(lines, "reason", returned.reason().word());
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, @Nullable Object value) {
    if (value != null) {
      lines.append(name).append('=').append(value).append('\n');
    }
  }

  /**
   * Reads the file. What cannot be understood counts as not there: then the package's own version
   * is current, as {@code seki-edge-start} has it too.
   */
  static Boot read(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int at = line.indexOf('=');
      if (at > 0) {
        lines.putIfAbsent(line.substring(0, at), line.substring(at + 1));
      }
    }
    Reading read = new Reading(lines);
    return new Boot(
        Slot.of(read.text("current")).orElse(Slot.FACTORY),
        read.value("floor", SoftwareVersion::parse),
        trial(read),
        read.number("starts"),
        returned(read));
  }

  private static @Nullable Trial trial(Reading read) {
    Slot slot = Slot.of(read.text("trying")).orElse(Slot.FACTORY);
    SoftwareVersion version = read.value("version", SoftwareVersion::parse);
    if (slot == Slot.FACTORY || version == null) {
      return null;
    }
    SortedSet<String> expects = new TreeSet<>(Arrays.asList(read.text("expects").split(",")));
    expects.remove("");
    return new Trial(slot, version, read.number("left"), read.number("confirm"), expects);
  }

  private static @Nullable Returned returned(Reading read) {
    SoftwareVersion version = read.value("returned", SoftwareVersion::parse);
    Reason reason = read.value("reason", Reason::of);
    return version == null || reason == null ? null : new Returned(version, reason);
  }

  private record Reading(Map<String, String> lines) {
    String text(String name) {
      return lines.getOrDefault(name, "");
    }

    <T> @Nullable T value(String name, Function<String, T> reading) {
      try {
        return lines.containsKey(name) ? reading.apply(text(name)) : null;
      } catch (IllegalArgumentException e) {
        return null; // what nobody understands is as if it were not there
      }
    }

    int number(String name) {
      Integer number = value(name, Integer::parseUnsignedInt);
      return number == null ? 0 : number;
    }
  }
}
