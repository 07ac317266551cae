package city.seki.config.wire;

import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all sensors of a seat or room together are believed to say.
 *
 * @param people how many, null where no sensor counts them
 * @param confidence 0 to 1
 * @param at since when it is believed
 * @param sensors what each of them says
 */
public record PresenceMessage(
    String boot,
    long seq,
    Place place,
    Occupancy occupancy,
    @Nullable Long people,
    double confidence,
    OffsetDateTime at,
    List<SensorWord> sensors) {

  /**
   * What one sensor says.
   *
   * @param sensor as its unit's wiring names it
   * @param says in one word, null if it never said anything
   * @param ageS seconds since it said something, null if it never did
   * @param fault why nothing is given on its word, null while something is
   */
  public record SensorWord(
      String sensor, @Nullable String says, @Nullable Long ageS, @Nullable String fault) {}

  public PresenceMessage {
    sensors = List.copyOf(sensors);
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1).put("boot", boot).put("seq", seq);
          switch (place) {
            case Place.AtSeat at -> o.put("seat", at.seat());
            case Place.InRoom in -> o.put("room", in.room());
          }
          if (occupancy == Occupancy.UNKNOWN) {
            o.putNull("present");
          } else {
            o.put("present", occupancy == Occupancy.OCCUPIED);
          }
          if (people != null) {
            o.put("people", people);
          }
          o.put("confidence", confidence).put("at", at);
          if (!sensors.isEmpty()) {
            o.array("sensors", sensors, PresenceMessage::write);
          }
        });
  }

  private static void write(SensorWord word, JsonText o) {
    o.put("sensor", word.sensor()).put("says", word.says()).put("age_s", word.ageS());
    o.put("fault", word.fault());
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/presence.schema.json}
   */
  public static PresenceMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    double confidence = fields.number("confidence");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new BadMessage("$.confidence", "expected 0 to 1");
    }
    List<SensorWord> sensors = new ArrayList<>();
    for (JsonFields sensor : fields.objects("sensors")) {
      sensors.add(
          new SensorWord(
              sensor.text("sensor"),
              sensor.textOrNull("says"),
              sensor.wholeOrNull("age_s"),
              sensor.textOrNull("fault")));
    }
    return new PresenceMessage(
        fields.word("boot", Boot::require),
        fields.whole("seq", 1),
        place(fields),
        occupancy(fields),
        fields.has("people") ? fields.whole("people", 0) : null,
        confidence,
        fields.moment("at"),
        sensors);
  }

  private static Place place(JsonFields fields) throws BadMessage {
    if (fields.has("seat") == fields.has("room")) {
      throw new BadMessage("$", "expected either a seat or a room");
    }
    return fields.has("seat")
        ? fields.word("seat", Place.AtSeat::new)
        : fields.word("room", Place.InRoom::new);
  }

  private static Occupancy occupancy(JsonFields fields) throws BadMessage {
    if (!fields.has("present")) {
      return Occupancy.UNKNOWN;
    }
    return fields.truth("present") ? Occupancy.OCCUPIED : Occupancy.VACANT;
  }
}
