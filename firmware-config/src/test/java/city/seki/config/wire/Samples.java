package city.seki.config.wire;

import city.seki.config.model.DeviceState;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DenyReason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One message of each kind, with names fit for a file, and how each kind is read. */
final class Samples {
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");
  static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-21T08:31:05.123+09:00");
  static final String CARD = "k1:3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final SeatId SEAT = new SeatId("honcho", "A-03");
  private static final KitId KIT = new KitId("honcho", "K-1");
  private static final Instant CLOSING = Instant.parse("2026-11-21T08:15:00Z");

  /** How a message of one kind is read and written. */
  interface Codec {
    Object parse(byte[] json) throws BadMessage;

    byte[] write(Object message);
  }

  /** The codecs by the names of their schemas. */
  static final Map<String, Codec> CODECS = codecs();

  private static Map<String, Codec> codecs() {
    Map<String, Codec> codecs = new HashMap<>();
    codecs.put(
        "desired", codec(DesiredMessage::parse, DesiredMessage.class, DesiredMessage::toJson));
    codecs.put(
        "reported", codec(ReportedMessage::parse, ReportedMessage.class, ReportedMessage::toJson));
    codecs.put(
        "command", codec(CommandMessage::parse, CommandMessage.class, CommandMessage::toJson));
    codecs.put(
        "command-result",
        codec(
            CommandResultMessage::parse, CommandResultMessage.class, CommandResultMessage::toJson));
    codecs.put(
        "piece-want",
        codec(PieceWantMessage::parse, PieceWantMessage.class, PieceWantMessage::toJson));
    codecs.put(
        "bundle-step",
        codec(BundleStepMessage::parse, BundleStepMessage.class, BundleStepMessage::toJson));
    codecs.putAll(
        Map.of(
            "pong", codec(PongMessage::parse, PongMessage.class, PongMessage::toJson),
            "device", codec(DeviceMessage::parse, DeviceMessage.class, DeviceMessage::toJson),
            "tap", codec(TapMessage::parse, TapMessage.class, TapMessage::toJson),
            "decision",
                codec(DecisionMessage::parse, DecisionMessage.class, DecisionMessage::toJson),
            "status", codec(StatusMessage::parse, StatusMessage.class, StatusMessage::toJson),
            "health", codec(HealthMessage::parse, HealthMessage.class, HealthMessage::toJson),
            "presence",
                codec(PresenceMessage::parse, PresenceMessage.class, PresenceMessage::toJson),
            "snapshot",
                codec(SnapshotMessage::parse, SnapshotMessage.class, SnapshotMessage::toJson),
            "people", codec(PeopleMessage::parse, PeopleMessage.class, PeopleMessage::toJson),
            "command-light", codec(LightCommand::parse, LightCommand.class, LightCommand::toJson)));
    return Map.copyOf(codecs);
  }

  private Samples() {}

  private interface Reading<T> {
    T parse(byte[] json) throws BadMessage;
  }

  private interface Writing<T> {
    byte[] write(T message);
  }

  private static <T> Codec codec(Reading<T> reading, Class<T> kind, Writing<T> writing) {
    return new Codec() {
      @Override
      public Object parse(byte[] json) throws BadMessage {
        return reading.parse(json);
      }

      @Override
      public byte[] write(Object message) {
        return writing.write(kind.cast(message));
      }
    };
  }

  /** The schema of a sample: its name up to the dot. */
  static String schemaOf(String sample) {
    int dot = sample.indexOf('.');
    return dot < 0 ? sample : sample.substring(0, dot);
  }

  static Map<String, Object> all() {
    Map<String, Object> samples = new TreeMap<>();
    samples.put("tap", tap(CARD));
    samples.put(
        "tap.renewed",
        new TapMessage(
            "0b6f",
            44,
            new ReaderName.AtSeat("A-03"),
            "k2:" + CARD.substring(3),
            CARD,
            CardTech.FELICA,
            AT,
            5_123_456,
            ClockState.SYNCED,
            0,
            null));
    samples.put("pong", new PongMessage(AT));
    samples.put("pong.silent", new PongMessage(null));
    samples.put(
        "tap.random-id",
        new TapMessage(
            "0b6f",
            43,
            new ReaderName.Kiosk("door"),
            null,
            CardTech.ISO14443B,
            AT,
            0,
            ClockState.UNSET,
            0,
            null));
    samples.put("tap.provisional", told(new Answer.Granted(SEAT, CLOSING, null)));
    samples.put(
        "tap.provisional-moved",
        told(
            new Answer.Moved(
                SEAT, new SeatId("honcho", "A-01"), CLOSING, CLOSING.minusSeconds(600))));
    samples.put("tap.provisional-denied", told(denied(DenyReason.RESERVED)));
    samples.put("decision.granted", decision(new Answer.Granted(SEAT, CLOSING, null)));
    samples.put(
        "decision.moved",
        decision(
            new Answer.Moved(
                SEAT, new SeatId("honcho", "A-01"), CLOSING, CLOSING.minusSeconds(600))));
    samples.put("decision.assigned", decision(new Answer.Assigned(SEAT, CLOSING, null)));
    samples.put("decision.released", decision(new Answer.Released(SEAT)));
    samples.put("decision.lent", decision(new Answer.Lent(KIT, CLOSING)));
    samples.put("decision.returned", decision(new Answer.Returned(KIT)));
    samples.put("tap.provisional-lent", told(new Answer.Lent(KIT, CLOSING)));
    for (DenyReason reason : DenyReason.values()) {
      samples.put("decision." + reason.word(), decision(denied(reason)));
    }
    samples.put("decision.damaged", DecisionMessage.badRequest(null, null, "$.seq: missing"));
    samples.put(
        "status", new StatusMessage(StatusMessage.State.ONLINE, "0b6f", "0.1.0", "2026-11-21.1"));
    samples.put(
        "status.offline", new StatusMessage(StatusMessage.State.OFFLINE, "0b6f", "0.1.0", null));
    samples.put(
        "health",
        new HealthMessage(
            "0b6f",
            86_400_000,
            3,
            AT,
            41L,
            12L,
            HubSamples.PEOPLE_ID,
            "full",
            List.of(
                new HealthMessage.Reader("seat:A-03", null),
                new HealthMessage.Reader("kiosk:door", "timeout"))));
    samples.put(
        "health.not-genuine",
        new HealthMessage(
            "0b6f",
            86_400_000,
            0,
            null,
            null,
            null,
            null,
            null,
            List.of(
                new HealthMessage.Reader("seat:A-03", null, 2),
                new HealthMessage.Reader("kiosk:door", null, 0))));
    samples.put(
        "health.sensors",
        new HealthMessage("0b6f", 86_400_000, 0, null, null, null, null, null, List.of())
            .with(
                new HealthMessage.Coap(
                    120,
                    2,
                    List.of(
                        new HealthMessage.Refused("handshake", 3),
                        new HealthMessage.Refused("bad-senml", 1))),
                List.of(
                    new SensorNight(
                        "ld2410:/dev/ttyUSB0",
                        new Place.InRoom("vc-1"),
                        LocalDate.of(2026, 11, 20),
                        0.3125,
                        680,
                        0.0,
                        45),
                    new SensorNight(
                        "pad:gpio:17",
                        new Place.AtSeat("A-03"),
                        LocalDate.of(2026, 11, 20),
                        null,
                        0,
                        null,
                        0))));
    samples.put(
        "health.machine",
        new HealthMessage("0b6f", 86_400_000, 0, null, null, null, null, null, List.of())
            .with(machine()));
    samples.put(
        "presence",
        new PresenceMessage(
            "0b6f", 44, new Place.AtSeat("A-03"), Occupancy.OCCUPIED, null, 0.85, AT, List.of()));
    samples.put(
        "presence.room",
        new PresenceMessage(
            "0b6f",
            45,
            new Place.InRoom("vc-1"),
            Occupancy.OCCUPIED,
            3L,
            0.97,
            AT,
            List.of(
                new PresenceMessage.SensorWord("pir:gpio:17", "motion", 2L, null),
                new PresenceMessage.SensorWord("scd4x:i2c:1", null, null, "timeout"))));
    samples.put(
        "presence.unknown",
        new PresenceMessage(
            "0b6f",
            46,
            new Place.InRoom("vc-1"),
            Occupancy.UNKNOWN,
            null,
            0,
            AT,
            List.of(new PresenceMessage.SensorWord("pir:gpio:17", "motion", 2_000L, "stuck"))));
    samples.put(
        "device",
        new DeviceMessage(
            "0b6f",
            47,
            "kit-1",
            DeviceState.DEGRADED,
            AT,
            AT,
            "xapi",
            null,
            "会議室 1",
            "ce11.5.2.4",
            List.of("diagnostics"),
            List.of("camera")));
    samples.put(
        "device.offline",
        new DeviceMessage(
            "0b6f",
            48,
            "display-1",
            DeviceState.OFFLINE,
            AT,
            null,
            "pjlink",
            "refused",
            null,
            null,
            List.of(),
            List.of()));
    samples.put(
        "command.identify",
        new CommandMessage("c-1", "0b6f", AT, new CommandMessage.Order.Identify(30)));
    samples.put(
        "command.reboot",
        new CommandMessage(
            "c-2", "0b6f", AT, new CommandMessage.Order.Reboot(CommandMessage.What.MACHINE)));
    samples.put(
        "command.logs", new CommandMessage("c-3", "0b6f", AT, new CommandMessage.Order.Logs(100)));
    samples.put(
        "command.selftest",
        new CommandMessage("c-4", "0b6f", AT, new CommandMessage.Order.SelfTest()));
    samples.put(
        "command.update", new CommandMessage("c-5", "0b6f", AT, new CommandMessage.Order.Update()));
    samples.put(
        "command-result.selftest",
        new CommandResultMessage(
            "0b6f",
            "c-4",
            AT,
            CommandResultMessage.State.DONE,
            null,
            null,
            List.of(
                new CommandResultMessage.Check("reader seat:A-03", true, "answers"),
                new CommandResultMessage.Check("journal", false, "full: free some room")),
            List.of(),
            0));
    samples.put(
        "command-result.logs",
        new CommandResultMessage(
            "0b6f",
            "c-3",
            AT,
            CommandResultMessage.State.DONE,
            null,
            null,
            List.of(),
            List.of("2026-11-21 08:31:05.123 INFO u1: link up"),
            7));
    samples.put(
        "command-result.refused",
        new CommandResultMessage(
            "0b6f",
            "c-2",
            AT,
            CommandResultMessage.State.REFUSED,
            "not-allowed",
            "nothing would start it again",
            List.of(),
            List.of(),
            0));
    samples.put("command-light", new LightCommand(new ReaderName.AtSeat("A-03"), Light.WARN));
    samples.put("snapshot", HubSamples.snapshot());
    samples.put("people", HubSamples.people());
    samples.put("desired", HubSamples.desired());
    samples.put("desired.software", HubSamples.desiredSoftware());
    Sha256 bundle = Sha256.of(new byte[] {1});
    samples.put("piece-want", new PieceWantMessage(bundle, 65_536, 32_768, null));
    samples.put("piece-want.step", new PieceWantMessage(bundle, 0, 1, "0.1.0"));
    samples.put("bundle-step", new BundleStepMessage("0.2.0", bundle, 16_777_216));
    samples.put("reported", reported(null, ReportedMessage.Software.running("0.1.0")));
    samples.put(
        "reported.returned",
        reported(
            "hub-unreached",
            new ReportedMessage.Software(
                "0.1.0", "a", ReportedMessage.Progress.INSTALLING, "0.2.0", 40L, null, null)));
    return samples;
  }

  private static ReportedMessage reported(
      @Nullable String reason, ReportedMessage.Software software) {
    boolean returned = reason != null;
    return new ReportedMessage(
        "0b6f",
        AT,
        returned ? 7L : null,
        new ReportedMessage.Configuration(
            returned ? 6L : null,
            returned ? Sha256.of(new byte[] {2}) : null,
            returned ? ReportedMessage.Progress.RETURNED : ReportedMessage.Progress.RUNNING,
            reason,
            returned ? "the hub was not reached within 600 s" : null),
        software);
  }

  /** A Pi on a weak supply, with an SD card, over Wi-Fi. */
  private static MachineHealth machine() {
    return new MachineHealth(
        Map.of(
            Vital.TEMPERATURE_C,
            54.2,
            Vital.MACHINE_UPTIME_S,
            86_470.5,
            Vital.MEMORY_TOTAL_BYTES,
            447_741_952.0,
            Vital.MEMORY_AVAILABLE_BYTES,
            265_289_728.0,
            Vital.WIFI_SIGNAL_DBM,
            -61.0,
            Vital.LINK_RECONNECTS,
            0.0),
        Map.of(
            Trait.MODEL,
            "Raspberry Pi Zero 2 W Rev 1.0",
            Trait.CLOCK,
            "synced",
            Trait.DISK_KIND,
            "sd"),
        Set.of(Strain.UNDER_VOLTAGE),
        Set.of(Strain.UNDER_VOLTAGE, Strain.THROTTLED),
        new TreeMap<>(Map.of("disk_wear_percent", "not-told", "link_round_trip_ms", "not-yet")));
  }

  static TapMessage tap(String card) {
    return new TapMessage(
        "0b6f",
        42,
        new ReaderName.AtSeat("A-03"),
        card,
        CardTech.FELICA,
        AT,
        5_123_456,
        ClockState.SYNCED,
        0,
        null);
  }

  private static TapMessage told(Answer answer) {
    return new TapMessage(
        "0b6f",
        44,
        new ReaderName.AtSeat("A-03"),
        CARD,
        CardTech.FELICA,
        AT,
        5_200_000,
        ClockState.SYNCED,
        1_500,
        ProvisionalAnswer.of(answer, JAPAN));
  }

  static Answer.Denied denied(DenyReason reason) {
    return new Answer.Denied(
        reason,
        SEAT,
        reason == DenyReason.RESERVED ? CLOSING.minusSeconds(3600) : null,
        reason == DenyReason.UNKNOWN_CARD ? "7K2MX" : null);
  }

  static DecisionMessage decision(Answer answer) {
    return DecisionMessage.of("0b6f", 42, answer, JAPAN);
  }
}
