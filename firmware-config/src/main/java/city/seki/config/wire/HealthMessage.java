package city.seki.config.wire;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a unit is; also its pulse. With a response topic the hub echoes it, which proves to the unit
 * that the way is open in both directions.
 *
 * @param uptimeMs milliseconds since the agent started
 * @param owes events that the hub has not yet confirmed
 * @param owesSince when the oldest of them happened, null if none is owed or nobody knows
 * @param snapshotVersion of the snapshot by which it would decide alone, null if it has none
 * @param snapshotAgeS how many seconds ago the hub made that, null if it has none
 * @param snapshotPeople {@link PeopleMessage#id} of the people that it knows, null if it knows
 *     none: the hub sends the others to it
 * @param journal why taps cannot be written down, null while they can
 * @param coap what sensors of the network posted, null from a unit to which none can
 * @param sensors how honest its sensors were, told once after each night and again to a hub that
 *     may have forgotten it; {@value #MOST_SENSORS} at most
 * @param machine how its machine is, null from a unit of an earlier version
 */
public record HealthMessage(
    String boot,
    long uptimeMs,
    long owes,
    @Nullable OffsetDateTime owesSince,
    @Nullable Long snapshotVersion,
    @Nullable Long snapshotAgeS,
    @Nullable String snapshotPeople,
    @Nullable String journal,
    List<Reader> readers,
    @Nullable Coap coap,
    List<SensorNight> sensors,
    @Nullable MachineHealth machine) {
  /** Nights of sensors in one message: about 10 kB. */
  public static final int MOST_SENSORS = 64;

  private static final int MOST_CAUSES = 32;

  /**
   * One reader.
   *
   * @param name as in a tap
   * @param fault why it does not work, null while it does
   * @param notGenuine how many cards it refused since the agent started that had a card's number
   *     and not its key
   */
  public record Reader(String name, @Nullable String fault, long notGenuine) {
    /** One that has refused no such card. */
    public Reader(String name, @Nullable String fault) {
      this(name, fault, 0);
    }

    private void write(JsonText o) {
      o.put("reader", name).put("fault", fault);
      if (notGenuine > 0) {
        o.put("not_genuine", notGenuine);
      }
    }
  }

  /**
   * What came to the unit's CoAP server since the agent started.
   *
   * @param taken posts that were used
   * @param repeated posts that had been used before
   * @param refused all that changed nothing, by cause
   */
  public record Coap(long taken, long repeated, List<Refused> refused) {
    public Coap {
      refused = List.copyOf(refused);
    }
  }

  /**
   * @param cause in one word, {@code handshake} or {@code bad-senml} for instance
   * @param count how often
   */
  public record Refused(String cause, long count) {}

  public HealthMessage {
    readers = List.copyOf(readers);
    sensors = List.copyOf(sensors);
  }

  /** Of a unit that has no sensors. */
  public HealthMessage(
      String boot,
      long uptimeMs,
      long owes,
      @Nullable OffsetDateTime owesSince,
      @Nullable Long snapshotVersion,
      @Nullable Long snapshotAgeS,
      @Nullable String snapshotPeople,
      @Nullable String journal,
      List<Reader> readers) {
    this(
        boot,
        uptimeMs,
        owes,
        owesSince,
        snapshotVersion,
        snapshotAgeS,
        snapshotPeople,
        journal,
        readers,
        null,
        List.of());
  }

  /** Of a unit that says nothing of its machine. */
  public HealthMessage(
      String boot,
      long uptimeMs,
      long owes,
      @Nullable OffsetDateTime owesSince,
      @Nullable Long snapshotVersion,
      @Nullable Long snapshotAgeS,
      @Nullable String snapshotPeople,
      @Nullable String journal,
      List<Reader> readers,
      @Nullable Coap coap,
      List<SensorNight> sensors) {
    this(
        boot,
        uptimeMs,
        owes,
        owesSince,
        snapshotVersion,
        snapshotAgeS,
        snapshotPeople,
        journal,
        readers,
        coap,
        sensors,
        null);
  }

  /** The same with what is known of its sensors. */
  public HealthMessage with(@Nullable Coap counts, List<SensorNight> nights) {
    return new HealthMessage(
        boot,
        uptimeMs,
        owes,
        owesSince,
        snapshotVersion,
        snapshotAgeS,
        snapshotPeople,
        journal,
        readers,
        counts,
        nights,
        machine);
  }

  /** The same with how its machine is. */
  public HealthMessage with(@Nullable MachineHealth looked) {
    return new HealthMessage(
        boot,
        uptimeMs,
        owes,
        owesSince,
        snapshotVersion,
        snapshotAgeS,
        snapshotPeople,
        journal,
        readers,
        coap,
        sensors,
        looked);
  }

  public byte[] toJson() {
    return JsonText.object(
        o -> {
          o.put("v", 1)
              .put("boot", boot)
              .put("uptime_ms", uptimeMs)
              .put("owes", owes)
              .put("owes_since", owesSince)
              .put("snapshot_version", snapshotVersion)
              .put("snapshot_age_s", snapshotAgeS)
              .put("snapshot_people", snapshotPeople)
              .put("journal", journal)
              .array("readers", readers, Reader::write);
          if (coap != null) {
            o.object("coap", c -> write(coap, c));
          }
          if (!sensors.isEmpty()) {
            o.array("sensors", sensors, SensorNight::write);
          }
          if (machine != null) {
            o.object("machine", machine::write);
          }
        });
  }

  private static void write(Coap coap, JsonText o) {
    o.put("taken", coap.taken()).put("repeated", coap.repeated());
    o.array("refused", coap.refused(), (r, f) -> f.put("cause", r.cause()).put("count", r.count()));
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/health.schema.json}
   */
  public static HealthMessage parse(byte[] json) throws BadMessage {
    JsonFields fields = JsonFields.parse(json);
    fields.version();
    List<Reader> readers = new ArrayList<>();
    for (JsonFields reader : fields.objects("readers")) {
      Long notGenuine = reader.wholeOrNull("not_genuine");
      readers.add(
          new Reader(
              reader.text("reader"),
              reader.textOrNull("fault"),
              notGenuine == null ? 0 : notGenuine));
    }
    return new HealthMessage(
        fields.word("boot", Boot::require),
        fields.whole("uptime_ms", 0),
        fields.whole("owes", 0),
        fields.momentOrNull("owes_since"),
        fields.wholeOrNull("snapshot_version"),
        fields.wholeOrNull("snapshot_age_s"),
        fields.textOrNull("snapshot_people"),
        fields.textOrNull("journal"),
        readers,
        coap(fields.objectOrNull("coap")),
        sensors(fields),
        machine(fields.objectOrNull("machine")));
  }

  private static @Nullable MachineHealth machine(@Nullable JsonFields fields) throws BadMessage {
    return fields == null ? null : MachineHealth.read(fields);
  }

  private static @Nullable Coap coap(@Nullable JsonFields fields) throws BadMessage {
    if (fields == null) {
      return null;
    }
    List<Refused> refused = new ArrayList<>();
    for (JsonFields each : atMost(MOST_CAUSES, fields, "refused")) {
      refused.add(new Refused(each.text("cause"), each.whole("count", 0)));
    }
    return new Coap(fields.whole("taken", 0), fields.whole("repeated", 0), refused);
  }

  private static List<SensorNight> sensors(JsonFields fields) throws BadMessage {
    List<SensorNight> nights = new ArrayList<>();
    for (JsonFields each : atMost(MOST_SENSORS, fields, "sensors")) {
      nights.add(SensorNight.read(each));
    }
    return nights;
  }

  private static List<JsonFields> atMost(int most, JsonFields fields, String name)
      throws BadMessage {
    List<JsonFields> all = fields.objects(name);
    if (all.size() > most) {
      throw new BadMessage("$." + name, "expected at most " + most);
    }
    return all;
  }
}
