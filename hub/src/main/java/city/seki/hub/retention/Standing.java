package city.seki.hub.retention;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Claim;
import city.seki.config.rules.Directory;
import city.seki.config.rules.Event;
import city.seki.config.rules.Kits;
import city.seki.config.rules.Reservation;
import city.seki.config.rules.SeatState;
import city.seki.config.rules.Seating;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all events together have led to, and which old event is still needed for that: a card is
 * blocked, a seat is out of service, a kit is on loan because of it.
 */
final class Standing {
  private Seating state = Seating.of(City.EMPTY, Directory.EMPTY);
  private final Map<SeatId, Event.TakenOutOfService> out = new HashMap<>();

  /**
   * Digests of one card under the keys that the city had: each leads to another one, or to none.
   */
  private final Map<String, String> sameCard = new HashMap<>();

  void happened(Event event) {
    state = state.apply(event);
    switch (event) {
      case Event.CardRenewed e -> join(e.card(), e.before());
      case Event.TakenOutOfService e -> out.put(e.seat(), e);
      case Event.PutIntoService e -> out.remove(e.seat());
      default -> {} // what it leads to is in the state
    }
  }

  Seating state() {
    return state;
  }

  private void join(String card, String before) {
    String one = card(card);
    String other = card(before);
    if (!one.equals(other)) {
      sameCard.put(one, other);
    }
  }

  /** One digest for all those of that card. */
  private String card(String digest) {
    String found = digest;
    for (String next = sameCard.get(found); next != null; next = sameCard.get(found)) {
      found = next;
    }
    return found;
  }

  /** The earliest moment of what is not over; null if all is. */
  @Nullable Instant firstOpen() {
    return Stream.concat(
            state.seats().values().stream()
                .map(SeatState::claim)
                .filter(claim -> claim != null)
                .map(Claim::since),
            state.reservations().values().stream().map(Reservation::from))
        .min(Instant::compareTo)
        .orElse(null);
  }

  boolean isOutBy(Event.TakenOutOfService event) {
    return event.equals(out.get(event.seat()));
  }

  boolean counts(Event.MeasureTaken event) {
    Event.MeasureTaken counts = state.measures().taken().get(event.measure().id());
    return counts != null && counts.measure().equals(event.measure());
  }

  boolean counts(Event.PopUpOpened event) {
    return state.measures().popUps().containsKey(event.popUp().id());
  }

  boolean isAwayBy(Event.KitLent event) {
    Kits.Loan loan = state.kits().loan(event.kit());
    return loan != null && loan.since().equals(event.at()) && loan.person().equals(event.person());
  }

  /** What old events of cards and tags are needed for; asked often, so each is looked up. */
  Needed needed(Predicate<String> isKept) {
    Map<String, String> linked = new HashMap<>();
    state
        .cards()
        .linked()
        .forEach(
            (card, person) -> {
              if (isKept.test(person)) {
                linked.put(card(card), person);
              }
            });
    Map<String, Object> tags = new HashMap<>();
    state.kits().tags().forEach((tag, kit) -> tags.put(card(tag), kit));
    Set<String> blocked = new HashSet<>();
    state.cards().blocked().forEach(card -> blocked.add(card(card)));
    Set<String> twins = new HashSet<>();
    state.cards().twins().keySet().forEach(card -> twins.add(card(card)));
    return new Needed(linked, blocked, tags, twins);
  }

  /** Cards and tags of which something is said now. */
  final class Needed {
    private final Map<String, String> linked;
    private final Set<String> blocked;
    private final Map<String, Object> tags;
    private final Set<String> twins;

    private Needed(
        Map<String, String> linked,
        Set<String> blocked,
        Map<String, Object> tags,
        Set<String> twins) {
      this.linked = linked;
      this.blocked = blocked;
      this.tags = tags;
      this.twins = twins;
    }

    boolean isFor(Event.CardLinked e) {
      return e.person().equals(linked.get(card(e.card())));
    }

    boolean isFor(Event.CardBlocked e) {
      return blocked.contains(card(e.card()));
    }

    boolean isFor(Event.TagLinked e) {
      return e.kit().equals(tags.get(card(e.tag())));
    }

    boolean isFor(Event.CardRenewed e) {
      String card = card(e.card());
      return linked.containsKey(card)
          || blocked.contains(card)
          || tags.containsKey(card)
          || twins.contains(card);
    }
  }
}
