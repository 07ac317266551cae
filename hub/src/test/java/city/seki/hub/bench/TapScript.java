package city.seki.hub.bench;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Taps whose outcomes are known beforehand. Each two neighbouring seats of a unit are visited by
 * people of their own: one takes the first seat, moves to the second and gives it up, then the next
 * one comes. Each unit counts its own taps from a run of its own. Between two taps at such a pair
 * six seconds pass on the units' clocks, for within five a card only has its last answer repeated;
 * they begin early on the present day.
 */
final class TapScript implements MqttLoad.Script {
  private static final String[] OUTCOMES = {"granted", "moved", "released"};
  private static final int STEP_SECONDS = 6;
  private static final LocalTime BEGIN = LocalTime.of(1, 0);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

  private final List<Unit> units = new ArrayList<>();
  private final List<String[]> pairs = new ArrayList<>();
  private final List<String> digests;
  private final int peoplePerPair;
  private final String boot;
  private final ZonedDateTime begin;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private long wrong;

  TapScript(BenchCity bench, Instant now) {
    this(bench, now, Integer.MAX_VALUE);
  }

  /** The same with no more than so many units. */
  TapScript(BenchCity bench, Instant now, int most) {
    for (Unit unit : bench.city().units().values()) {
      if (units.size() < most
          && unit.readers().stream().allMatch(r -> r.name() instanceof ReaderName.AtSeat)
          && unit.readers().size() == 4
          && unit.id().endsWith("-u2")) {
        units.add(unit);
      }
    }
    for (int pair = 0; pair < 2; pair++) {
      for (Unit unit : units) {
        List<Wiring> readers = unit.readers();
        pairs.add(
            new String[] {
              readers.get(2 * pair).name().toString(), readers.get(2 * pair + 1).name().toString()
            });
      }
    }
    digests = bench.digests();
    peoplePerPair = digests.size() / pairs.size();
    boot = Long.toHexString(now.toEpochMilli());
    begin = now.atZone(bench.city().timeZone()).with(BEGIN);
  }

  /** The number to begin with, so that every pair begins with its first step. */
  long first() {
    return (long) OUTCOMES.length * pairs.size();
  }

  /** The units that speak, one of every office. */
  List<String> units() {
    return units.stream().map(Unit::id).toList();
  }

  @Override
  public int speaker(long seq) {
    return (int) (seq % pairs.size() % units.size());
  }

  @Override
  public byte[] message(long seq) {
    int pair = (int) (seq % pairs.size());
    long step = seq / pairs.size();
    long person = pair * (long) peoplePerPair + step / OUTCOMES.length % peoplePerPair;
    String reader = pairs.get(pair)[step % OUTCOMES.length == 0 ? 0 : 1];
    return ("{\"v\":1,\"boot\":\""
            + boot
            + '.'
            + speaker(seq)
            + "\",\"seq\":"
            + seq / units.size()
            + ",\"reader\":\""
            + reader
            + "\",\"card\":\""
            + digests.get((int) person)
            + "\",\"tech\":\"felica\",\"at\":\""
            + TIME.format(begin.plusSeconds(STEP_SECONDS * step))
            + "\",\"mono_ms\":5123456,\"clock\":\"synced\",\"provisional\":null}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long answered(byte[] payload) {
    String decision = new String(payload, StandardCharsets.UTF_8);
    String run = after(decision, "\"boot\":\"", '"');
    long unit = Long.parseLong(run.substring(run.indexOf('.') + 1));
    long seq = Long.parseLong(after(decision, "\"seq\":", ',')) * units.size() + unit;
    String outcome = after(decision, "\"outcome\":\"", '"');
    outcomes.merge(outcome, 1, Integer::sum);
    if (!outcome.equals(OUTCOMES[(int) (seq / pairs.size() % OUTCOMES.length)])) {
      wrong++;
    }
    return seq;
  }

  static String after(String json, String mark, char end) {
    int from = json.indexOf(mark) + mark.length();
    return json.substring(from, json.indexOf(end, from));
  }

  /** How often each outcome was heard. */
  Map<String, Integer> outcomes() {
    return outcomes;
  }

  /** How many decisions were not what the rules demand. */
  long wrong() {
    return wrong;
  }
}
