package city.seki.config.wire;

import city.seki.config.model.KitId;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.DenyReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a unit told a person when it was alone: a decision without its name, light and text, as a
 * part of the tap.
 *
 * @param reason why it was denied, null if it was not
 * @param seat within the unit's office, null if the answer is about none
 * @param kit the kit that it is about, null if none is
 * @param until how long the seat is granted, or when the kit should be back
 * @param warnAt when the light begins to blink because a reservation is near
 * @param reservedFrom start of the reservation that is in the way
 * @param linkCode by which an unknown card can be linked
 * @param from the seat that was left for this one, null if none was
 */
public record ProvisionalAnswer(
    Outcome outcome,
    @Nullable DenyReason reason,
    @Nullable String seat,
    @Nullable KitId kit,
    @Nullable OffsetDateTime until,
    @Nullable OffsetDateTime warnAt,
    @Nullable OffsetDateTime reservedFrom,
    @Nullable String linkCode,
    @Nullable SeatId from) {

  /** That answer as it goes with the tap, with times in the city's zone. */
  public static ProvisionalAnswer of(Answer answer, ZoneId zone) {
    DecisionMessage said = DecisionMessage.of("", 0, answer, zone);
    return new ProvisionalAnswer(
        said.outcome(),
        said.reason(),
        said.seat(),
        said.kit(),
        said.until(),
        said.warnAt(),
        said.reservedFrom(),
        said.linkCode(),
        answer instanceof Answer.Moved moved ? moved.from() : null);
  }

  /** What was told at a unit of that office; moved from an unknown seat is as good as granted. */
  public Answer answer(String office) {
    SeatId about = seat == null ? null : new SeatId(office, seat);
    if (outcome == Outcome.DENIED) {
      return new Answer.Denied(because(), about, instant(reservedFrom), linkCode);
    }
    if (outcome == Outcome.LENT || outcome == Outcome.RETURNED) {
      return ofKit();
    }
    if (about == null) {
      throw new IllegalStateException(outcome + " without a seat was read");
    }
    if (outcome == Outcome.RELEASED) {
      return new Answer.Released(about);
    }
    Instant ends = instant(until);
    if (ends == null) {
      throw new IllegalStateException(outcome + " without an end was read");
    }
    if (outcome == Outcome.ASSIGNED) {
      return new Answer.Assigned(about, ends, instant(warnAt));
    }
    return outcome == Outcome.MOVED && from != null
        ? new Answer.Moved(about, from, ends, instant(warnAt))
        : new Answer.Granted(about, ends, instant(warnAt));
  }

  private Answer ofKit() {
    Instant due = instant(until);
    if (kit == null || (outcome == Outcome.LENT && due == null)) {
      throw new IllegalStateException(outcome + " without a kit, or an end, was read");
    }
    return due != null && outcome == Outcome.LENT
        ? new Answer.Lent(kit, due)
        : new Answer.Returned(kit);
  }

  private DenyReason because() {
    if (reason == null) {
      throw new IllegalStateException("denied without a reason was read");
    }
    return reason;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  void write(JsonText o) {
    o.put("outcome", outcome.word());
    if (reason != null) {
      o.put("reason", reason.word());
    }
    if (seat != null) {
      o.put("seat", seat);
    }
    DecisionMessage.kit(o, kit);
    if (until != null) {
      o.put("until", until);
    }
    DecisionMessage.optional(o, warnAt, reservedFrom, linkCode);
    if (from != null) {
      o.put("from_office", from.office()).put("from_seat", from.seat());
    }
  }

  /**
   * @throws BadMessage if it does not fit {@code schema/v1/tap.schema.json}
   */
  static ProvisionalAnswer read(JsonFields fields) throws BadMessage {
    Outcome outcome = fields.word("outcome", Outcome::of);
    boolean denied = outcome == Outcome.DENIED;
    boolean ofKit = outcome == Outcome.LENT || outcome == Outcome.RETURNED;
    boolean ends = outcome == Outcome.RELEASED || outcome == Outcome.RETURNED;
    if (ofKit) {
      fields.text("kit");
    }
    String fromOffice = fields.textOrNull("from_office");
    String fromSeat = fields.textOrNull("from_seat");
    return new ProvisionalAnswer(
        outcome,
        denied || fields.has("reason") ? fields.word("reason", DenyReason::of) : null,
        denied || ofKit ? fields.textOrNull("seat") : fields.text("seat"),
        DecisionMessage.kit(fields),
        !denied && !ends ? fields.moment("until") : fields.momentOrNull("until"),
        fields.momentOrNull("warn_at"),
        fields.momentOrNull("reserved_from"),
        fields.textOrNull("link_code"),
        fromOffice == null || fromSeat == null ? null : new SeatId(fromOffice, fromSeat));
  }
}
