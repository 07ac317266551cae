package city.seki.config.rules;

import java.util.Locale;

/** Why a command that is no tap was not carried out. */
public enum Refusal {
  UNKNOWN_SEAT,
  UNKNOWN_ROOM,
  UNKNOWN_KIT,
  UNKNOWN_PERSON,
  UNKNOWN_CARD,
  UNKNOWN_RESERVATION,
  OUT_OF_SERVICE,
  OFFICE_CLOSED,
  SLOT_NOT_OFFERED,
  NOT_ELIGIBLE,
  CAPACITY,
  /** The seat is reserved for somebody else in that time. */
  RESERVED,
  /** The person has another reservation in that time, or that very reservation is made already. */
  ALREADY_RESERVED,
  /** Somebody else sits there now. */
  SEAT_TAKEN,
  PAST,
  TOO_FAR_AHEAD,
  /** The office takes reservations for that day no more. */
  TOO_LATE,
  /** The person has as many reservations ahead as the office allows. */
  TOO_MANY_AHEAD,
  /** An accessible seat, kept for those who need one while there is another. */
  KEPT,
  /** The person had that seat last, or has it next, and there is another. */
  SAME_SEAT,
  /** Lots are drawn for seats of that day: a wish may be made instead. */
  LOTTERY,
  /** No lots are drawn for that day at that office, or none any more. */
  NO_LOTTERY,
  /** The person has another wish for that time. */
  ALREADY_WISHED,
  UNKNOWN_WISH,
  /** Others were drawn before, and no seat was left. */
  NOT_DRAWN,
  /** The day had begun before anybody could draw. */
  NO_DRAW,
  /** The room is a pop-up office in that time. */
  ROOM_TAKEN,
  /** Seats of those names are there in that time. */
  NAMES_TAKEN,
  /** It is a person's card, and so no kit's tag. */
  CARD_OF_PERSON,
  /** There is nothing to end, cancel or change. */
  NOTHING_TO_DO;

  public static Refusal of(String word) {
    for (Refusal reason : values()) {
      if (reason.word().equals(word)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("unknown reason '" + word + "'");
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
