package city.seki.config.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.Place;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DenyReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read again as it was, to the millisecond. */
class RoundTripTest {
  private static final String SIGNS = "ABCxyz019_-";

  @Test
  void any_tap_is_read_as_it_was_written() throws BadMessage {
    for (long seed = 0; seed < 5_000; seed++) {
      TapMessage tap = tap(new Random(seed));
      assertEquals(tap, TapMessage.parse(tap.toJson()), "seed " + seed);
    }
  }

  @Test
  void any_presence_is_read_as_it_was_written() throws BadMessage {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      PresenceMessage presence =
          new PresenceMessage(
              name(random),
              seq(random),
              random.nextBoolean()
                  ? new Place.AtSeat("S" + name(random).substring(1))
                  : new Place.InRoom("R" + name(random).substring(1)),
              List.of(Occupancy.values()).get(random.nextInt(3)),
              random.nextBoolean() ? null : (Long) (long) random.nextInt(100),
              random.nextDouble(),
              moment(random),
              List.of());
      assertEquals(presence, PresenceMessage.parse(presence.toJson()), "seed " + seed);
    }
  }

  @Test
  void any_night_of_a_sensor_is_read_as_it_was_written() throws BadMessage {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<SensorNight> nights = new ArrayList<>();
      for (int i = random.nextInt(HealthMessage.MOST_SENSORS + 1); i > 0; i--) {
        nights.add(night(random));
      }
      HealthMessage health =
          new HealthMessage(name(random), 0, 0, null, null, null, null, null, List.of())
              .with(
                  new HealthMessage.Coap(
                      seq(random),
                      seq(random),
                      List.of(new HealthMessage.Refused(name(random), seq(random)))),
                  nights);
      assertEquals(health, HealthMessage.parse(health.toJson()), "seed " + seed);
    }
  }

  private static SensorNight night(Random random) {
    String place = "R" + name(random).substring(1);
    return new SensorNight(
        name(random),
        random.nextBoolean() ? new Place.AtSeat(place) : new Place.InRoom(place),
        LocalDate.ofEpochDay(random.nextInt(40_000)),
        random.nextBoolean() ? null : (Double) random.nextDouble(),
        random.nextInt(1_500),
        random.nextBoolean() ? null : (Double) random.nextDouble(),
        random.nextInt(1_500));
  }

  @Test
  void any_wish_and_any_report_is_read_as_it_was_written() throws BadMessage {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      DesiredMessage desired = desired(random);
      assertEquals(desired, DesiredMessage.parse(desired.toJson()), "seed " + seed);
      ReportedMessage reported = reported(random);
      assertEquals(reported, ReportedMessage.parse(reported.toJson()), "seed " + seed);
    }
  }

  private static DesiredMessage desired(Random random) {
    String text = name(random) + ": 席\n\t\"" + name(random);
    return new DesiredMessage(
        "U" + name(random).substring(1),
        seq(random),
        moment(random),
        1 + random.nextLong(DesiredMessage.LONGEST_CONFIRM_S),
        DesiredMessage.Configuration.of(
            random.nextInt(20) == 0 ? text.repeat(DesiredMessage.LARGEST_TEXT / 8) : text),
        random.nextBoolean()
            ? null
            : new DesiredMessage.Software(name(random), hash(random), seq(random)),
        random.nextBoolean() ? null : name(random));
  }

  private static ReportedMessage reported(Random random) {
    List<ReportedMessage.Progress> states =
        new ArrayList<>(List.of(ReportedMessage.Progress.values()));
    ReportedMessage.Progress software = states.get(random.nextInt(states.size()));
    states.remove(ReportedMessage.Progress.INSTALLING);
    return new ReportedMessage(
        name(random),
        moment(random),
        random.nextBoolean() ? null : (Long) seq(random),
        new ReportedMessage.Configuration(
            random.nextBoolean() ? null : (Long) seq(random),
            random.nextBoolean() ? null : hash(random),
            states.get(random.nextInt(states.size())),
            random.nextBoolean() ? null : name(random),
            random.nextBoolean() ? null : name(random)),
        new ReportedMessage.Software(
            name(random),
            random.nextBoolean() ? null : random.nextBoolean() ? "a" : "b",
            software,
            random.nextBoolean() ? null : name(random),
            random.nextBoolean() ? null : (Long) (long) random.nextInt(101),
            random.nextBoolean() ? null : name(random),
            random.nextBoolean() ? null : name(random)));
  }

  private static Sha256 hash(Random random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return Sha256.of(bytes);
  }

  @Test
  void a_wish_carries_the_text_that_it_names_and_no_other() {
    String good = new String(HubSamples.desired().toJson(), UTF_8);
    assertDoesNotThrow(() -> DesiredMessage.parse(good.getBytes(UTF_8)));
    for (String wrong :
        List.of(
            good.replace("8883", "8884"),
            good.replaceFirst("\"size\":[0-9]+", "\"size\":7"),
            good.replaceFirst("\"sha256\":\"[0-9a-f]{64}", "\"sha256\":\"" + "0".repeat(64)),
            good.replace("\"confirm_s\":600", "\"confirm_s\":86401"),
            good.replace("\"unit\":\"honcho-01\"", "\"unit\":\"#\""))) {
      assertThrows(BadMessage.class, () -> DesiredMessage.parse(wrong.getBytes(UTF_8)), wrong);
    }
  }

  @Test
  void more_nights_than_a_message_holds_are_refused() {
    SensorNight night = night(new Random(1));
    HealthMessage health =
        new HealthMessage("b", 0, 0, null, null, null, null, null, List.of())
            .with(null, Collections.nCopies(HealthMessage.MOST_SENSORS + 1, night));
    assertThrows(BadMessage.class, () -> HealthMessage.parse(health.toJson()));
  }

  @Test
  void a_night_that_cannot_be_is_refused() {
    String good =
        """
        {"v":1,"boot":"b","uptime_ms":0,"owes":0,"sensors":[{"sensor":"pad:gpio:4",
        "place":"seat:A-03","night":"2026-11-20","closed_minutes":1,"taken_minutes":0,
        "false_occupied":0.5}]}""";
    assertDoesNotThrow(() -> HealthMessage.parse(good.getBytes(UTF_8)));
    for (String wrong :
        List.of(
            good.replace("0.5", "1.5"),
            good.replace("0.5", "-0.1"),
            good.replace("11-20", "02-30"),
            good.replace("2026", "+12026"),
            good.replace("seat:A-03", "A-03"),
            good.replace("minutes\":1", "minutes\":-1"))) {
      assertThrows(BadMessage.class, () -> HealthMessage.parse(wrong.getBytes(UTF_8)), wrong);
    }
  }

  @Test
  void any_text_survives_quotes_controls_and_other_scripts() throws BadMessage {
    for (String text : List.of("席 A-03 \"x\" \\ /", "\u0000\n\t", "😀", "%s %d", "")) {
      StatusMessage status = new StatusMessage(StatusMessage.State.ONLINE, "b", text, text);
      assertEquals(status, StatusMessage.parse(status.toJson()));
    }
  }

  @Test
  void times_are_read_as_java_reads_them_where_both_take_them() {
    for (long seed = 0; seed < 5_000; seed++) {
      OffsetDateTime moment = moment(new Random(seed)).plusNanos(seed);
      String text = moment.toString();
      if (text.matches(".*T\\d\\d:\\d\\d:\\d\\d.*")) {
        assertEquals(OffsetDateTime.parse(text), Rfc3339.parse(text), "seed " + seed);
      }
    }
  }

  @Test
  void times_that_rfc_3339_does_not_know_are_refused() {
    for (String text :
        List.of(
            "",
            "2026-11-21",
            "2026-11-21T08:31+09:00",
            "2026-11-21T08:31:05",
            "2026-11-21T08:31:05.Z",
            "2026-11-21T08:31:05+09",
            "2026-11-21T08:31:05+09:00:00",
            "+2026-11-21T08:31:05Z",
            "2026-02-30T08:31:05Z",
            "2026-11-21T24:00:00Z",
            "２０２６-11-21T08:31:05Z")) {
      assertThrows(DateTimeException.class, () -> Rfc3339.parse(text), text);
    }
  }

  private static TapMessage tap(Random random) {
    boolean kiosk = random.nextBoolean();
    String place = "R" + name(random).substring(1);
    StringBuilder card = new StringBuilder("k1:");
    for (int i = 0; i < 43; i++) {
      card.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return new TapMessage(
        name(random),
        seq(random),
        kiosk ? new ReaderName.Kiosk(place) : new ReaderName.AtSeat(place),
        random.nextInt(10) == 0 ? null : card.toString(),
        random.nextInt(3) == 0 ? "k0" + card.substring(2) : null,
        List.of(CardTech.values()).get(random.nextInt(3)),
        moment(random),
        random.nextLong(1L << 53),
        List.of(ClockState.values()).get(random.nextInt(3)),
        random.nextInt(3) == 0 ? seq(random) : 0,
        random.nextBoolean() ? provisional(random) : null);
  }

  private static ProvisionalAnswer provisional(Random random) {
    SeatId seat = new SeatId("office", "S" + name(random).substring(1));
    Instant until = moment(random).toInstant();
    Instant warnAt = random.nextBoolean() ? moment(random).toInstant() : null;
    Answer answer =
        switch (random.nextInt(7)) {
          case 0 -> new Answer.Granted(seat, until, warnAt);
          case 1 -> new Answer.Moved(seat, new SeatId("other", "M-01"), until, warnAt);
          case 2 -> new Answer.Assigned(seat, until, warnAt);
          case 3 -> new Answer.Released(seat);
          case 4 -> new Answer.Lent(new KitId("other", "K-1"), until);
          case 5 -> new Answer.Returned(new KitId("office", "K-2"));
          default -> new Answer.Denied(DenyReason.RESERVED, seat, until, null);
        };
    ProvisionalAnswer provisional = ProvisionalAnswer.of(answer, ZoneOffset.ofHours(9));
    assertEquals(answer, provisional.answer("office"));
    return provisional;
  }

  private static long seq(Random random) {
    return 1 + random.nextLong((1L << 53) - 1);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      name.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return name.toString();
  }

  private static OffsetDateTime moment(Random random) {
    Instant at = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
    return at.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081)));
  }
}
