package city.seki.edge.light;

import static java.util.Collections.nCopies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a signal looks over time: a few steps, once or for ever. Pure and immutable.
 *
 * <table>
 * <caption>product.md §4; beeps: short is yes, double is no, long is neither</caption>
 * <tr><td>green</td><td>3 s, short beep</td></tr>
 * <tr><td>blue</td><td>1 s, short beep</td></tr>
 * <tr><td>red</td><td>2 s, double beep</td></tr>
 * <tr><td>red-amber</td><td>alternating for 3 s, double beep</td></tr>
 * <tr><td>noted</td><td>amber for 2 s, long beep</td></tr>
 * <tr><td>amber</td><td>1 s on, 1 s off: breathing, as far as a pin without PWM can</td></tr>
 * <tr><td>warn</td><td>green, 0.5 s on, 0.5 s off</td></tr>
 * <tr><td>unclaimed</td><td>amber, 0.2 s on, 0.2 s off: quicker than breathing</td></tr>
 * <tr><td>enrolling</td><td>blue, a short wink every 2 s</td></tr>
 * <tr><td>waiting</td><td>blue, 1 s on, 1 s off</td></tr>
 * <tr><td>shut-out</td><td>red, 1 s on, 1 s off</td></tr>
 * <tr><td>identify</td><td>red, green, blue in turn, 0.2 s each</td></tr>
 * </table>
 */
public final class Pattern {
  /** {@link #nextChange} of a pattern that looks the same for ever. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long SHORT_BEEP = 80;
  private static final long LONG_BEEP = 400;

  private record Step(Pins pins, long millis) {}

  private final List<Step> steps;
  private final boolean repeats;
  private final long lengthMillis;

  private Pattern(List<Step> steps, boolean repeats) {
    this.steps = List.copyOf(steps);
    this.repeats = repeats;
    this.lengthMillis = steps.stream().mapToLong(Step::millis).sum();
  }

  /** The pattern of that signal. */
  public static Pattern of(Signal signal) {
    return switch (signal) {
      case OFF -> new Pattern(List.of(), true);
      case GREEN -> yes(Pins.GREEN, 3_000);
      case BLUE -> yes(Pins.BLUE, 1_000);
      case RED -> no(List.of(new Step(Pins.RED, 2_000)));
      case RED_AMBER -> no(alternating(Pins.RED, Pins.AMBER, 250, 6));
      case NOTED -> beeping(List.of(new Step(Pins.AMBER, 2_000)), List.of(LONG_BEEP));
      case AMBER -> blinking(Pins.AMBER, 1_000);
      case WARN -> blinking(Pins.GREEN, 500);
      case UNCLAIMED -> blinking(Pins.AMBER, 200);
      case ENROLLING ->
          new Pattern(List.of(new Step(Pins.BLUE, 100), new Step(Pins.DARK, 1_900)), true);
      case WAITING -> blinking(Pins.BLUE, 1_000);
      case SHUT_OUT -> blinking(Pins.RED, 1_000);
      case IDENTIFY ->
          new Pattern(
              List.of(new Step(Pins.RED, 200), new Step(Pins.GREEN, 200), new Step(Pins.BLUE, 200)),
              true);
    };
  }

  private static Pattern yes(Pins pins, long millis) {
    return beeping(List.of(new Step(pins, millis)), List.of(SHORT_BEEP));
  }

  private static Pattern no(List<Step> steps) {
    return beeping(steps, List.of(SHORT_BEEP, SHORT_BEEP, SHORT_BEEP));
  }

  private static Pattern blinking(Pins pins, long millis) {
    return new Pattern(List.of(new Step(pins, millis), new Step(Pins.DARK, millis)), true);
  }

  private static List<Step> alternating(Pins one, Pins other, long millis, int times) {
    return nCopies(times, List.of(new Step(one, millis), new Step(other, millis))).stream()
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Lays a beep over the beginning of those steps.
   *
   * @param beep lengths in turn of sound, silence, sound …; shorter in all than the first step
   */
  private static Pattern beeping(List<Step> steps, List<Long> beep) {
    Step first = steps.getFirst();
    List<Step> all = new ArrayList<>();
    long rest = first.millis();
    boolean sound = true;
    for (long millis : beep) {
      all.add(new Step(sound ? first.pins().beeping() : first.pins(), millis));
      rest -= millis;
      sound = !sound;
    }
    all.add(new Step(first.pins(), rest));
    all.addAll(steps.subList(1, steps.size()));
    return new Pattern(Collections.unmodifiableList(all), false);
  }

  /** Whether it is over after so many milliseconds; a repeating one never is. */
  public boolean isOver(long elapsed) {
    return !repeats && elapsed >= lengthMillis;
  }

  /** Which outputs are on so many milliseconds after its beginning; none once it is over. */
  public Pins at(long elapsed) {
    long left = place(elapsed);
    for (Step step : steps) {
      if (left < step.millis()) {
        return step.pins();
      }
      left -= step.millis();
    }
    return Pins.DARK;
  }

  /**
   * Milliseconds from then until it looks different or is over; {@link #NEVER} if it stays so for
   * ever.
   */
  public long nextChange(long elapsed) {
    long left = place(elapsed);
    for (Step step : steps) {
      if (left < step.millis()) {
        return step.millis() - left;
      }
      left -= step.millis();
    }
    return NEVER;
  }

  private long place(long elapsed) {
    return repeats && lengthMillis > 0 ? elapsed % lengthMillis : elapsed;
  }
}
