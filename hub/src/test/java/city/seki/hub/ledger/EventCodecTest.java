package city.seki.hub.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.DeviceId;
import city.seki.config.model.DeviceState;
import city.seki.config.model.KitId;
import city.seki.config.model.Occupancy;
import city.seki.config.model.RoomId;
import city.seki.config.model.SeatId;
import city.seki.config.model.Slot;
import city.seki.config.rules.Answer;
import city.seki.config.rules.Booking;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.Measure;
import city.seki.config.rules.Outage;
import city.seki.config.rules.PopUp;
import city.seki.config.rules.Refusal;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.ReservationOutcome;
import city.seki.config.rules.Source;
import city.seki.config.rules.TapId;
import city.seki.config.rules.Wish;
import city.seki.config.wire.BadMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written once is read for ever. */
class EventCodecTest {
  private static final String GOLDEN = "/golden/ledger/v1/events.txt";
  private static final Instant AT = Instant.parse("2026-11-24T01:00:00.123Z");
  private static final Instant END = Instant.parse("2026-11-24T08:15:00Z");
  private static final Instant WARN = Instant.parse("2026-11-24T08:05:00Z");
  private static final Instant TOMORROW = Instant.parse("2026-11-25T08:15:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
  private static final SeatId SEAT = new SeatId("chuo", "A-01");
  private static final SeatId OTHER = new SeatId("kita", "B-02");
  private static final KitId KIT = new KitId("honcho", "kit-1");
  private static final TapId TAP = new TapId("u1", "boot", 43);
  private static final ClaimRecord CLAIM =
      new ClaimRecord(SEAT, "p-1", "総務部", Source.TAP, AT, END, null, null);

  private static Event.Tapped tapped(@Nullable String person, Answer answer, boolean repeated) {
    String card = person == null ? "k1:digest" : null;
    return new Event.Tapped(
        new TapId("u1", "boot", 42),
        "chuo",
        "seat:A-01",
        person,
        card,
        AT,
        answer,
        repeated,
        null,
        false);
  }

  /** One of each kind, and of each answer; the lines of the golden file in this order. */
  private static List<Event> samples() {
    return List.of(
        tapped("p-1", new Answer.Granted(SEAT, END, WARN), false),
        tapped("p-1", new Answer.Granted(SEAT, END, null), true),
        tapped("p-1", new Answer.Moved(SEAT, OTHER, END, null), false),
        tapped("p-1", new Answer.Assigned(SEAT, END, null), false),
        tapped("p-1", new Answer.Released(SEAT), false),
        tapped(null, new Answer.Denied(DenyReason.UNKNOWN_CARD, SEAT, null, "7K2MX"), false),
        tapped("p-1", new Answer.Denied(DenyReason.RESERVED, SEAT, WARN, null), false),
        tapped("p-1", new Answer.Denied(DenyReason.CAPACITY, null, null, null), false),
        new Event.Claimed(SEAT, "p-1", "総務部", Source.TAP, AT, END),
        new Event.Ended(SEAT, "p-1", EndReason.BY_STAFF, AT, "token:1", "left the bag"),
        new Event.Ended(SEAT, "p-1", EndReason.AUTO_CLOSED, AT, null, null),
        new Event.Reserved(new Reservation("r-1", SEAT, "p-1", WARN, END), "p-1", AT),
        new Event.ReservationTaken("r-1", AT),
        new Event.ReservationCancelled("r-1", "p-1", AT),
        new Event.NoShow("r-1", AT),
        new Event.TakenOutOfService(SEAT, "token:1", "lamp broken", AT),
        new Event.PutIntoService(SEAT, "token:1", AT),
        new Event.PresenceChanged(SEAT, true, AT),
        new Event.UnclaimedUse(SEAT, AT),
        new Event.CardBlocked("k1:digest", "token:1", AT),
        new Event.CardUnblocked("k1:digest", "token:1", AT),
        new Event.CardLinked("k1:digest", "p-1", "token:1", AT),
        new Event.Tapped(
            TAP,
            "chuo",
            "seat:A-01",
            "p-1",
            null,
            AT,
            Answer.Denied.because(DenyReason.SEAT_TAKEN, SEAT),
            false,
            new Answer.Granted(SEAT, END, WARN),
            true),
        new Event.Learnt(TAP, new Answer.Released(SEAT), AT),
        new Event.Corrected(null, CLAIM.ended(AT, EndReason.CONFLICT), TAP, AT),
        new Event.Corrected(CLAIM, null, TAP, AT),
        new Event.ReservationCorrected(
            new Reservation("r-1", SEAT, "p-1", WARN, END),
            ReservationOutcome.NO_SHOW,
            ReservationOutcome.TAKEN,
            TAP,
            AT),
        new Event.PresenceLost(SEAT, AT),
        new Event.RoomChanged(new RoomId("honcho", "vc-1"), Occupancy.OCCUPIED, 3L, AT),
        new Event.RoomChanged(new RoomId("honcho", "vc-1"), Occupancy.UNKNOWN, null, AT),
        new Event.DeviceChanged(new DeviceId("honcho", "kit-1"), DeviceState.IN_CALL, AT),
        new Event.RoomBooked(
            new Booking("r-1", new RoomId("honcho", "vc-1"), "p1", AT, AT.plusSeconds(60)),
            "p1",
            AT),
        new Event.RoomBookingCancelled("r-1", "p1", AT),
        tapped(null, new Answer.Lent(KIT, END), false),
        tapped(null, new Answer.Returned(KIT), true),
        new Event.TagLinked(KIT, "k1:digest", "token:1", AT),
        new Event.TagUnlinked(KIT, "k1:digest", "token:1", AT),
        new Event.KitLent(KIT, "p-1", AT, END),
        new Event.KitReturned(KIT, AT, null, null),
        new Event.KitReturned(KIT, AT, "token:1", "one cable is missing"),
        new Event.CardRenewed("k2:digest", "k1:digest", "chuo-1", AT),
        new Event.CardKeyRetired("k1", "cli:root", AT),
        new Event.Forgotten(AT),
        new Event.TakenOutOfService(
            SEAT, new Outage(Outage.Reason.CLEANING, "carpet", WARN, END), "token:1", AT),
        new Event.PutIntoService(SEAT, null, END, WARN),
        new Event.MeasureTaken(
            new Measure("m-1", "chuo", null, null, DAY, DAY.plusDays(2), "typhoon"), "token:1", AT),
        new Event.MeasureTaken(
            new Measure("m-2", "chuo", 12, "lgwan", DAY, null, "epidemic"), "token:1", AT),
        new Event.MeasureLifted("m-2", "chuo", "token:1", AT),
        new Event.PopUpOpened(
            new PopUp(
                "m-3",
                new RoomId("chuo", "kenshu"),
                32,
                "P",
                "internet",
                DAY,
                DAY.plusDays(2),
                Slot.DAY,
                "trial",
                null),
            "token:1",
            AT),
        new Event.WishMade(
            new Wish(
                "w-1", "p-1", "chuo", "A-01", "lgwan", DAY, WARN.plusSeconds(86_400), TOMORROW),
            AT),
        new Event.WishMade(
            new Wish("w-2", "p-2", "chuo", null, null, DAY, WARN.plusSeconds(86_400), TOMORROW),
            AT),
        new Event.WishWithdrawn("w-2", AT),
        new Event.Drawn("chuo", DAY, "00ff", AT),
        new Event.Drawn("chuo", DAY, null, AT),
        new Event.WishLost("w-1", Refusal.NOT_DRAWN, AT));
  }

  private static List<String> golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EventCodecTest.class.getResourceAsStream(GOLDEN), GOLDEN)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void the_events_of_version_1_are_written_as_ever() throws IOException {
    List<String> written = new ArrayList<>();
    for (Event event : samples()) {
      written.add(EventCodec.kind(event) + " " + new String(EventCodec.write(event), UTF_8));
    }
    assertEquals(String.join("\n", golden()), String.join("\n", written));
  }

  @Test
  void the_events_of_version_1_are_read_as_ever() throws Exception {
    List<Event> read = new ArrayList<>();
    for (String line : golden()) {
      int space = line.indexOf(' ');
      read.add(
          EventCodec.read(line.substring(0, space), line.substring(space + 1).getBytes(UTF_8)));
    }
    assertEquals(samples(), read);
  }

  @Test
  void the_golden_lines_have_every_kind() throws Exception {
    Set<String> kinds = new HashSet<>();
    GeneratedEvents events = new GeneratedEvents(new Random(1));
    for (int kind = 0; kind < GeneratedEvents.KINDS; kind++) {
      kinds.add(EventCodec.kind(events.of(kind)));
    }
    long leaves =
        Stream.of(
                Event.class,
                Event.OfRoom.class,
                Event.OfKit.class,
                Event.OfCardKey.class,
                Event.OfMeasure.class,
                Event.OfLottery.class)
            .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
            .filter(kind -> !kind.isInterface())
            .count();
    assertEquals(leaves, kinds.size());
    for (String line : golden()) {
      kinds.remove(line.substring(0, line.indexOf(' ')));
    }
    assertEquals(Set.of(), kinds);
  }

  @Test
  void whatever_is_written_is_read_to_the_same() throws Exception {
    long seed = System.nanoTime();
    GeneratedEvents events = new GeneratedEvents(new Random(seed));
    for (int i = 0; i < 5_000; i++) {
      Event event = events.next();
      byte[] body = EventCodec.write(event);
      assertEquals(event, EventCodec.read(EventCodec.kind(event), body), () -> "seed " + seed);
    }
  }

  @Test
  void damaged_bytes_are_a_bad_message_and_nothing_worse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    GeneratedEvents events = new GeneratedEvents(random);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      Event event = events.next();
      byte[] body = EventCodec.write(event);
      body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        var _ = EventCodec.read(EventCodec.kind(event), body);
      } catch (BadMessage e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + new String(body, UTF_8), e);
      }
    }
    assertTrue(refused > 0);
    assertThrows(BadMessage.class, () -> EventCodec.read("new-kind", "{\"at\":1}".getBytes(UTF_8)));
  }
}
