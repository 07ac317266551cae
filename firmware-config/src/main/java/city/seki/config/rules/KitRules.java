package city.seki.config.rules;

import city.seki.config.model.City;
import city.seki.config.model.Kit;
import city.seki.config.model.KitId;
import city.seki.config.model.Office;
import city.seki.config.model.OpeningHours;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kits on loan (product.md §7): lent by a card and then the kit's tag at a kiosk, returned by the
 * tag at any kiosk. Every known person whose card is not blocked may borrow, whatever the kiosk
 * said about a seat: a record of who took a kit is worth more than a red light over a kit that is
 * gone.
 */
final class KitRules {
  /** The tag is laid on the kiosk within this time after the card, or after another kit's tag. */
  static final Duration AFTER_CARD = Duration.ofSeconds(30);

  private KitRules() {}

  /**
   * The kit whose tag that is; null for a card, an unknown tag, and a kit no longer in the files.
   */
  static @Nullable KitId kit(Seating state, String digest) {
    KitId kit = state.kits().tags().get(digest);
    return kit == null || state.city().kit(kit) == null ? null : kit;
  }

  static Decision decide(Seating state, Command.Tap tap, String tag, KitId kit) {
    String reader = tap.reader().toString();
    Answer repeated =
        tap.told() != null
            ? null
            : TapRules.repeated(state, tap.office(), reader, tag, false, tap.at());
    if (repeated != null) {
      return TapRules.told(tap, null, tag, repeated, true);
    }
    if (tap.reader() instanceof ReaderName.AtSeat at) {
      SeatId seat = new SeatId(tap.office(), at.seat());
      return TapRules.told(
          tap, null, tag, Answer.Denied.because(DenyReason.KIOSK_ONLY, seat), false);
    }
    if (tap.told() != null) {
      return told(state, tap, tag, kit, tap.told());
    }
    if (state.kits().loan(kit) != null) {
      return answered(tap, tag, new Answer.Returned(kit), returned(state, kit, tap));
    }
    String person = borrower(state, tap);
    return person == null
        ? TapRules.told(tap, null, tag, Answer.Denied.because(DenyReason.CARD_FIRST, null), false)
        : lend(state, tap, tag, kit, person);
  }

  /** What a unit told when it was alone: its light was seen, and the kit went or came. */
  private static Decision told(Seating state, Command.Tap tap, String tag, KitId kit, Answer told) {
    Kits.KitState known = state.kits().kits().get(kit);
    boolean overtaken = known != null && tap.at().isBefore(known.changed());
    return switch (told) {
      case Answer.Lent lent -> {
        String person = borrower(state, tap);
        if (overtaken || person == null) {
          yield TapRules.told(tap, null, tag, lent, false);
        }
        List<Event> events = new ArrayList<>(returned(state, kit, tap));
        events.add(new Event.KitLent(kit, person, tap.at(), lent.due()));
        yield answered(tap, tag, lent, events);
      }
      case Answer.Returned back ->
          answered(tap, tag, back, overtaken ? List.of() : returned(state, kit, tap));
      case Answer.Granted a -> unfit(tap, tag);
      case Answer.Moved a -> unfit(tap, tag);
      case Answer.Assigned a -> unfit(tap, tag);
      case Answer.Released a -> unfit(tap, tag);
      case Answer.Denied denied -> TapRules.told(tap, null, tag, denied, false);
    };
  }

  /** The tag was somebody's card when the unit answered, or the message is wrong. */
  private static Decision unfit(Command.Tap tap, String tag) {
    return TapRules.told(
        tap, null, tag, Answer.Denied.because(DenyReason.BAD_REQUEST, null), false);
  }

  private static Decision lend(
      Seating state, Command.Tap tap, String tag, KitId kit, String person) {
    Instant due = due(state.city(), kit, tap.at());
    return answered(
        tap,
        tag,
        new Answer.Lent(kit, due),
        List.of(new Event.KitLent(kit, person, tap.at(), due)));
  }

  private static List<Event> returned(Seating state, KitId kit, Command.Tap tap) {
    return state.kits().loan(kit) == null
        ? List.of()
        : List.of(new Event.KitReturned(kit, tap.at(), null, null));
  }

  private static Decision answered(Command.Tap tap, String tag, Answer answer, List<Event> after) {
    Decision tapped = TapRules.told(tap, null, tag, answer, false);
    List<Event> events = new ArrayList<>(tapped.events());
    events.addAll(after);
    return new Decision.Answered(answer, events);
  }

  /** Whose card was the last thing but kits at this kiosk, just now; null if nobody's. */
  private static @Nullable String borrower(Seating state, Command.Tap tap) {
    Seating.LastTap last = state.lastTap(tap.office(), tap.reader().toString());
    if (last == null
        || last.at().isAfter(tap.at())
        || last.at().plus(AFTER_CARD).isBefore(tap.at())) {
      return null;
    }
    if (last.answer() instanceof Answer.Lent lent) {
      Kits.Loan loan = state.kits().loan(lent.kit());
      return loan == null ? null : loan.person();
    }
    boolean blocked =
        last.answer() instanceof Answer.Denied denied && denied.reason() == DenyReason.CARD_BLOCKED;
    return blocked || state.directory().person(last.bearer()) == null ? null : last.bearer();
  }

  /** When the kit's office closes on the last of the open days for which it may be away. */
  static Instant due(City city, KitId id, Instant at) {
    Office office = city.office(id.office());
    Kit kit = city.kit(id);
    if (office == null || kit == null) {
      throw new IllegalStateException("there is no kit " + id);
    }
    LocalDate first = city.day(at);
    int left = kit.days();
    for (LocalDate day = first; day.isBefore(first.plusYears(1)); day = day.plusDays(1)) {
      OpeningHours hours = city.hours(office, day);
      if (hours == null) {
        continue;
      }
      Instant closes = day.atTime(hours.closes()).atZone(city.timeZone()).toInstant();
      if (closes.isAfter(at) && --left == 0) {
        return closes;
      }
    }
    return first.plusDays(kit.days()).atStartOfDay(city.timeZone()).toInstant();
  }

  /** Facilities take a kit back whose tag does not work, or that somebody left elsewhere. */
  static Decision decide(Seating state, Command.OfKit command) {
    return switch (command) {
      case Command.ReturnKit back -> {
        Kits.Loan loan = state.kits().loan(back.kit());
        yield loan == null
            ? new Decision.Refused(Refusal.NOTHING_TO_DO, List.of())
            : new Decision.Done(
                List.of(
                    new Event.KitReturned(
                        back.kit(), Due.latest(back.at(), loan.since()), back.by(), back.note())));
      }
      case Command.LinkTag link -> link(state, link.kit(), link.tag(), link.by(), link.at());
      case Command.LinkTagByCode link -> {
        String tag = state.cards().cardOf(link.code());
        yield tag == null
            ? new Decision.Refused(Refusal.UNKNOWN_CARD, List.of())
            : link(state, link.kit(), tag, link.by(), link.at());
      }
      case Command.UnlinkTags unlink -> {
        List<Event> events = new ArrayList<>();
        state
            .kits()
            .tags()
            .forEach(
                (tag, kit) -> {
                  if (kit.equals(unlink.kit())) {
                    events.add(new Event.TagUnlinked(kit, tag, unlink.by(), unlink.at()));
                  }
                });
        yield events.isEmpty()
            ? new Decision.Refused(Refusal.NOTHING_TO_DO, List.of())
            : new Decision.Done(events);
      }
    };
  }

  private static Decision link(Seating state, KitId kit, String tag, String by, Instant at) {
    if (state.city().kit(kit) == null) {
      return new Decision.Refused(Refusal.UNKNOWN_KIT, List.of());
    }
    if (state.personOf(tag) != null) {
      return new Decision.Refused(Refusal.CARD_OF_PERSON, List.of());
    }
    return kit.equals(state.kits().tags().get(tag))
        ? new Decision.Refused(Refusal.NOTHING_TO_DO, List.of())
        : new Decision.Done(List.of(new Event.TagLinked(kit, tag, by, at)));
  }
}
