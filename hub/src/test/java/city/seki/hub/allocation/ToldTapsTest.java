package city.seki.hub.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.Command;
import city.seki.config.rules.Decision;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.EndReason;
import city.seki.config.rules.Event;
import city.seki.config.rules.ReservationOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What lights said counts (product.md §6), one story each: learnt late, left open while the light
 * may still follow the hub, two who were told one seat, a promise kept after all.
 */
class ToldTapsTest {
  @Test
  void what_a_unit_told_is_learnt_when_it_delivers_a_tap_again_that_was_answered_too_late() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    Command.Tap tap = days.tapOf(3, "west", "A-1", 1, 600);
    town.take(List.of(LateDays.with(tap, null)));
    assertEquals(1, town.allocator.state().held().size());
    Answer no = Answer.Denied.because(DenyReason.SEAT_TAKEN, new SeatId("west", "A-1"));
    town.take(List.of(LateDays.with(tap, no), LateDays.with(tap, no)));
    assertEquals(0, town.allocator.state().held().size(), "who saw red sits nowhere");
    assertEquals(1, town.ledger.events.stream().filter(Event.Learnt.class::isInstance).count());
    int written = town.ledger.events.size();
    town.take(List.of(LateDays.with(tap, no)));
    assertEquals(written, town.ledger.events.size(), "it is learnt once");
    Town restarted = new Town(days.empty(), town.ledger, DayBooks.Room.STANDARD);
    restarted.take(List.of(LateDays.with(tap, no)));
    assertEquals(written, town.ledger.events.size(), "and not again after a restart");
  }

  @Test
  void what_a_unit_told_is_left_open_while_its_light_may_still_follow_the_hub() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    Command.Tap late = days.tapOf(3, "west", "A-1", 1, 600);
    Command.Tap fresh =
        new Command.Tap(late.id(), late.office(), late.reader(), late.card(), late.at());
    Answer no = Answer.Denied.because(DenyReason.SEAT_TAKEN, new SeatId("west", "A-1"));
    Command.Tap told =
        new Command.Tap(late.id(), late.office(), late.reader(), late.card(), late.at(), no, false);
    List<Decision> decisions = new ArrayList<>();
    town.allocator
        .decide(
            List.of(
                new Allocator.Request(fresh, decisions::add),
                new Allocator.Request(told, decisions::add)))
        .answer();
    assertTrue(((Decision.Answered) decisions.getFirst()).answer() instanceof Answer.Granted);
    assertEquals(new Decision.Open(), decisions.getLast());
    town.take(List.of(LateDays.with(late, no)));
    assertEquals(0, town.allocator.state().held().size(), "nobody saw the hub's answer");
  }

  @Test
  void the_earlier_of_two_that_were_told_one_seat_keeps_it_and_both_are_on_record() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    SeatId seat = new SeatId("west", "A-1");
    Answer yes = new Answer.Granted(seat, LateDays.at(1, 1035), null);
    Command.Tap later = LateDays.with(days.tapOf(2, "west", "A-1", 1, 610), yes);
    Answer kiosk = new Answer.Assigned(seat, LateDays.at(1, 1035), null);
    Command.Tap earlier = LateDays.with(days.tapOf(1, "west", null, 1, 600), kiosk);
    town.take(List.of(later));
    assertEquals("p2", town.holder(seat));
    town.take(List.of(earlier));
    assertEquals("p1", town.holder(seat));
    List<ClaimRecord> conflicts =
        town.record().claims(seat).stream()
            .filter(claim -> claim.reason() == EndReason.CONFLICT)
            .toList();
    assertEquals(List.of("p2"), conflicts.stream().map(ClaimRecord::person).toList());
    assertEquals(List.of(LateDays.at(1, 610)), conflicts.stream().map(ClaimRecord::end).toList());
  }

  @Test
  void a_promise_that_was_given_up_as_a_no_show_was_kept_after_all() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    SeatId seat = new SeatId("west", "A-1");
    town.take(
        List.of(
            new Command.Reserve(
                "r",
                seat,
                "p1",
                LateDays.at(1, 600),
                LateDays.at(1, 720),
                "p1",
                LateDays.at(0, 600)),
            new Command.Advance(LateDays.at(1, 630))));
    assertEquals(ReservationOutcome.NO_SHOW, town.truth().promises().get("r"));
    Answer yes = new Answer.Granted(seat, LateDays.at(1, 1035), null);
    town.take(List.of(LateDays.with(days.tapOf(1, "west", "A-1", 1, 605), yes)));
    assertEquals(ReservationOutcome.TAKEN, town.truth().promises().get("r"));
    assertEquals("p1", town.holder(seat));
  }

  @Test
  void what_was_told_is_learnt_though_the_tap_without_a_time_of_its_own_comes_again_next_day() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    Command.Tap tap = days.tapOf(3, "west", "A-1", 1, 600);
    town.take(List.of(LateDays.with(tap, null)));
    Answer no = Answer.Denied.because(DenyReason.SEAT_TAKEN, new SeatId("west", "A-1"));
    Command.Tap again =
        new Command.Tap(
            tap.id(), tap.office(), tap.reader(), tap.card(), LateDays.at(2, 540), no, true);
    town.take(List.of(again));
    assertEquals(1, town.ledger.events.stream().filter(Event.Learnt.class::isInstance).count());
    assertEquals(
        List.of(),
        town.record().claims(new SeatId("west", "A-1")).stream()
            .filter(claim -> !claim.since().equals(claim.end()))
            .toList(),
        "who saw red did not sit there");
  }

  /** A clock that is years behind: each delivery counts with the time of its arrival. */
  @Test
  void what_was_told_is_left_open_no_longer_though_the_tap_has_no_time_of_its_own() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    Command.Tap tap = days.tapOf(3, "west", "A-1", 1, 600);
    town.take(List.of(arrived(tap, 0, null)));
    Answer no = Answer.Denied.because(DenyReason.SEAT_TAKEN, new SeatId("west", "A-1"));
    town.take(List.of(arrived(tap, 10, no)));
    assertEquals(1, town.allocator.state().held().size(), "the light may follow the hub still");
    town.take(List.of(arrived(tap, 11, no)));
    assertEquals(0, town.allocator.state().held().size(), "who saw red sits nowhere");
  }

  private static Command.Tap arrived(Command.Tap tap, int seconds, @Nullable Answer told) {
    Instant at = tap.at().plusSeconds(seconds);
    return new Command.Tap(tap.id(), tap.office(), tap.reader(), tap.card(), at, told, false);
  }

  @Test
  void a_cap_holds_also_for_a_seat_that_a_kiosk_gave_away_alone_and_the_hub_learns_of_later() {
    LateDays days = new LateDays(1);
    Town town = new Town(days.empty());
    town.take(List.of(days.tapOf(1, "east", "A-1", 2, 600), days.tapOf(2, "east", "A-2", 2, 601)));
    assertEquals(2, town.allocator.state().held().size());
    Command.Tap kiosk = days.tapOf(4, "east", null, 2, 602);
    town.take(List.of(LateDays.with(kiosk, null)));
    SeatId seat = new SeatId("east", "A-3");
    Answer yes = new Answer.Assigned(seat, LateDays.at(2, 1035), null);
    town.take(List.of(LateDays.with(kiosk, yes)));
    assertEquals(2, town.allocator.state().held().size(), "two may sit there");
    assertEquals(
        List.of(EndReason.CONFLICT),
        town.record().claims(seat).stream().map(ClaimRecord::reason).toList());
  }
}
