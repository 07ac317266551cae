package city.seki.edge.av.pjlink;

import city.seki.edge.av.pjlink.Line.Value;
import city.seki.edge.card.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked in one conversation, the state first. What hardly ever changes is asked again every
 * ten minutes, and when the device was not reached.
 *
 * <p>A device that falls silent at one of the lesser questions is told by what it said before.
 */
final class Questions {
  private static final Duration FACTS_LAST = Duration.ofMinutes(10);

  /** The detail that says at what a look broke off. */
  private static final String INCOMPLETE = "incomplete";

  /** One of what a device knows about itself, and the detail that it becomes. */
  private record Fact(int version, String command, String detail) {}

  private static final List<Fact> FACTS =
      List.of(
          new Fact(1, "NAME", Finding.NAME),
          new Fact(1, "INF1", "maker"),
          new Fact(1, "INF2", "model"),
          new Fact(2, "SNUM", "serial"),
          new Fact(2, "SVER", Finding.FIRMWARE));

  private final Pace pace;
  private final Map<String, String> facts = new TreeMap<>();
  private boolean complete;
  private long completeAt;

  Questions(Pace pace) {
    this.pace = pace;
  }

  /** Another device may be there next time. */
  void forget() {
    facts.clear();
    complete = false;
  }

  Finding ask(Conversation talk) throws PjlinkFault, InterruptedException {
    Value said = talk.ask(1, "POWR");
    boolean broken = said.equals(new Value.Refused(4));
    Power power = broken ? Power.OFF : meant("POWR", said, Power::of);
    if (power == null) {
      throw PjlinkFault.busy("it does not tell its power now (POWR: " + said + ")");
    }
    Faults faults = meant("ERST", talk.ask(1, "ERST"), Faults::of);
    Mute mute = null;
    Input input = null;
    if (power == Power.ON) {
      input = meant("INPT", talk.ask(1, "INPT"), Input::of);
      mute = meant("AVMT", talk.ask(1, "AVMT"), Mute::of);
    }
    Boolean signal = lesser(talk, power);
    return new Finding(
        power, broken, faults == null ? Faults.none() : faults, input, mute, signal, facts);
  }

  /** Whether a signal is there, and everything that is no state. */
  private @Nullable Boolean lesser(Conversation talk, Power power)
      throws PjlinkFault, InterruptedException {
    Boolean signal = null;
    facts.remove(INCOMPLETE);
    try {
      askFacts(talk);
      if (power == Power.ON && isClass2()) {
        signal = signal(talk.ask(2, "IRES"));
        note("freeze", talk.ask(2, "FREZ"), Questions::freeze);
      }
      note(Finding.LAMP_HOURS, talk.ask(1, "LAMP"), Questions::hours);
    } catch (PjlinkFault e) {
      if (!e.isSilence()) {
        throw e;
      }
      facts.put(INCOMPLETE, String.valueOf(e.getMessage()));
    }
    return signal;
  }

  private void askFacts(Conversation talk) throws PjlinkFault, InterruptedException {
    if (complete && pace.nanos() - completeAt < FACTS_LAST.toNanos()) {
      return;
    }
    facts.clear();
    note(Finding.CLASS, talk.ask(1, "CLSS"), Questions::version);
    for (Fact fact : FACTS) {
      if (fact.version() == 1 || isClass2()) {
        note(fact.detail(), talk.ask(fact.version(), fact.command()), text -> text);
      }
    }
    complete = true;
    completeAt = pace.nanos();
  }

  private boolean isClass2() {
    return "2".equals(facts.get(Finding.CLASS));
  }

  /** A refused answer, an empty one, and one without a meaning are left out. */
  private void note(String detail, Value said, Function<String, @Nullable String> meaning) {
    String meant = said instanceof Value.Text(String text) ? meaning.apply(text) : null;
    if (meant == null || meant.isEmpty()) {
      facts.remove(detail);
    } else {
      facts.put(detail, meant);
    }
  }

  /** The signal on the input: {@code -} none, {@code *} one that it does not know. */
  private static @Nullable Boolean signal(Value said) {
    if (said instanceof Value.Text(String text) && !text.isEmpty()) {
      return !text.equals("-");
    }
    return null;
  }

  private static @Nullable String freeze(String digit) {
    return switch (digit) {
      case "0" -> "false";
      case "1" -> "true";
      default -> null;
    };
  }

  private static @Nullable String version(String digit) {
    return digit.equals("1") || digit.equals("2") ? digit : null;
  }

  private static @Nullable String hours(String text) {
    Lamps lamps = Lamps.of(text);
    return lamps == null ? null : lamps.hours();
  }

  /** Null if it refused to answer: that is no nonsense. */
  private static <T> @Nullable T meant(
      String command, Value said, Function<String, @Nullable T> meaning) throws PjlinkFault {
    if (!(said instanceof Value.Text(String text))) {
      return null;
    }
    T meant = meaning.apply(text);
    if (meant == null) {
      throw PjlinkFault.garbage(command + " was answered by what it cannot mean");
    }
    return meant;
  }
}
