package city.seki.edge.survey;

import city.seki.config.model.Place;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.config.wire.SensorNight;
import city.seki.edge.presence.fusion.Honesty;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@link Account} as it lies on the disk: JSON, {@code v} is its format. */
public final class AccountText {
  /** No account is larger, in bytes: what is, is none. 300 sensors of 30 nights fit. */
  public static final int LARGEST = 2 << 20;

  private AccountText() {}

  public static byte[] write(Account account) {
    LocalDate night = account.night();
    return JsonText.object(
        o ->
            o.put("v", 1)
                .put("night", night == null ? null : night.toString())
                .array(
                    "running",
                    account.running().tallies().entrySet(),
                    (each, f) -> write(each, account.place(each.getKey()), f))
                .array("nights", account.nights(), SensorNight::write));
  }

  private static void write(Map.Entry<String, Honesty.Tally> each, Place place, JsonText o) {
    Honesty.Tally tally = each.getValue();
    o.put("sensor", each.getKey()).put("place", place.toString());
    o.put("closed_ms", tally.closedMs()).put("false_occupied_ms", tally.falseOccupiedMs());
    o.put("taken_ms", tally.takenMs()).put("false_vacant_ms", tally.falseVacantMs());
  }

  /**
   * Reads what was written; of sensors and places that are not there any more nothing is left.
   *
   * @param places what each sensor looks at now
   * @throws BadMessage if that is no account
   */
  public static Account read(byte[] json, Map<String, Place> places, long nowMs) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    LinkedHashMap<String, Honesty.Tally> running = new LinkedHashMap<>();
    for (JsonFields each : fields.objects("running")) {
      String sensor = each.text("sensor");
      Honesty.Tally tally = tally(each);
      if (each.word("place", Place::parse).equals(places.get(sensor))) {
        running.put(sensor, tally);
      }
    }
    List<SensorNight> nights = new ArrayList<>();
    for (JsonFields each : fields.objects("nights")) {
      nights.add(SensorNight.read(each));
    }
    return new Account(places, night(fields), Honesty.of(running), nights, nowMs);
  }

  private static Honesty.Tally tally(JsonFields fields) throws BadMessage {
    long closed = fields.whole("closed_ms", 0);
    long taken = fields.whole("taken_ms", 0);
    long falseOccupied = fields.whole("false_occupied_ms", 0);
    long falseVacant = fields.whole("false_vacant_ms", 0);
    if (falseOccupied > closed || falseVacant > taken) {
      throw new BadMessage("$.running", "a part is larger than the whole");
    }
    return new Honesty.Tally(closed, falseOccupied, taken, falseVacant);
  }

  private static @Nullable LocalDate night(JsonFields fields) throws BadMessage {
    String text = fields.textOrNull("night");
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new BadMessage("$.night", "expected a day such as 2026-11-21");
    }
  }
}
