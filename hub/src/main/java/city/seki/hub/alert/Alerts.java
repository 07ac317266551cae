package city.seki.hub.alert;

import city.seki.config.model.City;
import city.seki.config.model.ReaderName;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Answer;
import city.seki.config.rules.ClaimRecord;
import city.seki.config.rules.DenyReason;
import city.seki.config.rules.Event;
import city.seki.hub.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What facilities and operators have to look after. Some alerts are a moment (a blocked card was
 * tapped), some last (a unit is silent) and end by themselves. The newest are kept. Safe for all
 * threads.
 */
public final class Alerts {
  /** How many are kept; the oldest gives way. */
  static final int KEPT = 500;

  private static final Duration ONCE_IN = Duration.ofMinutes(1);
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private static final String OF_FLOOR = "floor ";

  /** What does not come and go: it ends as soon as it is over. */
  private static final Set<Kind> AT_ONCE =
      EnumSet.of(Kind.KIT_OVERDUE, Kind.UNIT_WAITS, Kind.ROLLOUT_PAUSED);

  /** What is wrong. */
  public enum Kind {
    BLOCKED_CARD,
    /** A card with the number of another, or one that was given no key. */
    NOT_GENUINE,
    UNCLAIMED_USE,
    UNIT_SILENT,
    READER_FAULT,
    BAD_MESSAGE,
    CONFLICT,
    /** Two devices speak under one unit's name. */
    DOUBLE_IDENTITY,
    /** Taps of a unit never came. */
    MISSING_TAPS,
    /** A unit cannot write taps down. */
    JOURNAL_FAULT,
    /** What a room's people, devices and bookings say together; the place is the room. */
    ROOM,
    /** A device of a room does not work as it should. */
    DEVICE_FAULT,
    /** A sensor tells nothing that can be believed. */
    SENSOR_FAULT,
    /** A kit should be back by now; the place is the kit. */
    KIT_OVERDUE,
    /** A unit asks for a certificate, and nobody has compared its words yet. */
    UNIT_WAITS,
    /** A second key came with the claim of a unit: the claim was copied. */
    CLAIM_USED_TWICE,
    /** The broker turned a unit away for what no unit does that is whole and in right hands. */
    UNIT_ABUSE,
    /** The machine of a unit is too hot, has too little of something, or does not know the time. */
    UNIT_HEALTH,
    /** Too many units failed in a roll-out: it goes on only if somebody says so. */
    ROLLOUT_PAUSED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Who has taken care of an alert.
   *
   * @param note what they say about it, null if nothing
   */
  public record Acknowledged(String by, Instant at, @Nullable String note) {}

  /**
   * One of them.
   *
   * @param number tells it from all others of this run of the hub; 0 before it is kept
   * @param at since when
   * @param until when it ended, null while it lasts and for what is only a moment
   * @param office null if it is not known
   * @param place a seat, reader or topic, null where there is none
   * @param unit null if none is concerned
   * @param trouble what exactly, null where kind and place say it all
   * @param acknowledged null while nobody has taken care of it
   */
  public record Alert(
      long number,
      Kind kind,
      Instant at,
      @Nullable Instant until,
      @Nullable String office,
      @Nullable String place,
      @Nullable String unit,
      @Nullable Trouble trouble,
      @Nullable Acknowledged acknowledged) {
    /** One that is not kept yet. */
    public Alert(
        Kind kind,
        Instant at,
        @Nullable Instant until,
        @Nullable String office,
        @Nullable String place,
        @Nullable String unit,
        @Nullable Trouble trouble) {
      this(0, kind, at, until, office, place, unit, trouble, null);
    }

    /** For people, in English; null where kind and place say it all. */
    public @Nullable String detail() {
      return trouble == null ? null : trouble.words();
    }

    /** Whether both say the same of the same place, or of the same unit where there is none. */
    private boolean isAbout(Alert other) {
      return kind == other.kind
          && Objects.equals(place, other.place)
          && (place != null || Objects.equals(unit, other.unit))
          && Objects.equals(trouble, other.trouble);
    }

    private Alert numbered(long given) {
      return new Alert(given, kind, at, until, office, place, unit, trouble, acknowledged);
    }

    private Alert endedAt(Instant moment) {
      return new Alert(number, kind, at, moment, office, place, unit, trouble, acknowledged);
    }

    private Alert acknowledged(Acknowledged now) {
      return new Alert(number, kind, at, until, office, place, unit, trouble, now);
    }
  }

  /**
   * How many there are.
   *
   * @param changes how often anything changed, for those who want to know whether it did
   * @param unacknowledged those that last and of which nobody takes care
   */
  public record Count(long changes, long lasting, long unacknowledged) {}

  /** Hears of every alert as it begins and ends; quick, and never throws. */
  @FunctionalInterface
  public interface Listener {
    void told(Alert alert);
  }

  private final Deque<Alert> past = new ArrayDeque<>();
  private final Map<String, Alert> lasting = new HashMap<>();
  private final Map<String, Instant> away = new HashMap<>();
  private final FalseCards falseCards = new FalseCards();
  private final Listener listener;
  private long last;
  private long changes;

  /** Alerts that nobody hears of but who asks. */
  public Alerts() {
    this(alert -> {});
  }

  public Alerts(Listener listener) {
    this.listener = listener;
  }

  /** Looks for alerts among those events; quick. */
  public synchronized void changed(List<Event> events) {
    for (Event event : events) {
      switch (event) {
        case Event.Tapped tapped -> tapped(tapped);
        case Event.UnclaimedUse use -> begin("seat " + use.seat(), of(use));
        case Event.Claimed claimed -> end("seat " + claimed.seat(), claimed.at());
        case Event.PresenceChanged sensed when !sensed.present() ->
            end("seat " + sensed.seat(), sensed.at());
        case Event.PresenceLost lost -> end("seat " + lost.seat(), lost.at());
        case Event.Ended e -> {}
        case Event.Reserved e -> {}
        case Event.ReservationTaken e -> {}
        case Event.ReservationCancelled e -> {}
        case Event.NoShow e -> {}
        case Event.TakenOutOfService e -> {}
        case Event.PutIntoService e -> {}
        case Event.PresenceChanged e -> {}
        case Event.CardBlocked e -> {}
        case Event.CardUnblocked e -> {}
        case Event.CardLinked e -> {}
        case Event.OfCardKey e -> {}
        case Event.Learnt e -> {}
        case Event.Forgotten e -> {}
        case Event.Corrected e -> corrected(e);
        case Event.ReservationCorrected e -> {}
        case Event.OfRoom e -> {} // what lasts is looked at, see RoomFacts
        case Event.OfKit e -> {} // the same, see KitAlerts
      }
    }
  }

  private void tapped(Event.Tapped tapped) {
    if (!tapped.repeated()
        && tapped.answer() instanceof Answer.Denied denied
        && denied.reason() == DenyReason.CARD_BLOCKED) {
      keep(
          new Alert(
              Kind.BLOCKED_CARD,
              tapped.at(),
              null,
              tapped.office(),
              tapped.reader(),
              tapped.tap().unit(),
              null));
    }
  }

  private void corrected(Event.Corrected corrected) {
    ClaimRecord claim = corrected.after();
    if (claim != null && corrected.isConflict()) {
      keep(
          new Alert(
              Kind.CONFLICT,
              claim.since(),
              null,
              claim.seat().office(),
              new ReaderName.AtSeat(claim.seat().seat()).toString(),
              corrected.cause().unit(),
              null));
    }
    if (claim != null && claim.isCurrent()) {
      end("seat " + claim.seat(), claim.since());
    }
  }

  private static Alert of(Event.UnclaimedUse use) {
    SeatId seat = use.seat();
    return new Alert(
        Kind.UNCLAIMED_USE,
        use.at(),
        null,
        seat.office(),
        new ReaderName.AtSeat(seat.seat()).toString(),
        null,
        null);
  }

  /**
   * A message fitted no schema. One a minute and topic is told, so that a unit that sends nothing
   * else hides no other alert.
   */
  public synchronized void badMessage(Instant at, String topic, @Nullable String unit) {
    keepOncePerMinute(new Alert(Kind.BAD_MESSAGE, at, null, null, topic, unit, null));
  }

  /** Somebody came with a claim that another key has used; told once a minute and unit. */
  public synchronized void claimUsedTwice(Instant at, String unit) {
    keepOncePerMinute(new Alert(Kind.CLAIM_USED_TWICE, at, null, null, null, unit, null));
  }

  /**
   * The broker turned away what a unit, or somebody in its name, did. One a minute and unit is told
   * of each.
   *
   * @param what one word
   */
  public synchronized void abused(Instant at, String unit, String what) {
    keepOncePerMinute(
        new Alert(Kind.UNIT_ABUSE, at, null, null, null, unit, new Trouble.Fault(what)));
  }

  private void keepOncePerMinute(Alert moment) {
    boolean told =
        past.stream()
            .anyMatch(
                alert -> alert.isAbout(moment) && alert.at().plus(ONCE_IN).isAfter(moment.at()));
    if (!told) {
      keep(moment);
    }
  }

  /**
   * Looks at every unit: which fell silent or spoke again, which readers failed or recovered, or
   * met cards that are not genuine.
   */
  public synchronized void look(City city, Fleet fleet, Instant now) {
    Map<String, Alert> wrong = UnitAlerts.of(city, fleet, now);
    wrong.forEach(this::begin);
    falseCards.since(city, fleet, now).forEach(this::keep);
    List<String> over =
        lasting.keySet().stream()
            .filter(key -> !key.startsWith("seat ") && !key.startsWith(OF_FLOOR))
            .filter(key -> !wrong.containsKey(key))
            .toList();
    over.forEach(key -> end(key, now));
  }

  /**
   * Takes in what is wrong with rooms and kits now. What is no more has to stay away for {@link
   * #SETTLED} before its alert ends, so that a value at a threshold makes one alert and not a
   * hundred; a kit that came back is back.
   *
   * @param wrong alerts by a name that tells each from all others
   */
  public synchronized void lookAtFloor(Map<String, Alert> wrong, Instant now) {
    wrong.forEach(
        (name, alert) -> {
          begin(OF_FLOOR + name, alert);
          away.remove(OF_FLOOR + name);
        });
    List<String> missing =
        lasting.keySet().stream()
            .filter(key -> key.startsWith(OF_FLOOR))
            .filter(key -> !wrong.containsKey(key.substring(OF_FLOOR.length())))
            .toList();
    for (String key : missing) {
      Instant since = away.computeIfAbsent(key, k -> now);
      Alert alert = lasting.get(key);
      boolean settled = alert != null && AT_ONCE.contains(alert.kind());
      if (settled || !since.plus(SETTLED).isAfter(now)) {
        end(key, since);
        away.remove(key);
      }
    }
  }

  private void begin(String key, Alert alert) {
    if (!lasting.containsKey(key)) {
      Alert begun = alert.numbered(++last);
      lasting.put(key, begun);
      changes++;
      listener.told(begun);
    }
  }

  private void end(String key, Instant at) {
    Alert alert = lasting.remove(key);
    if (alert != null) {
      Alert ended = alert.endedAt(at);
      remember(ended);
      listener.told(ended);
    }
  }

  private void keep(Alert moment) {
    Alert kept = moment.numbered(++last);
    remember(kept);
    listener.told(kept);
  }

  private void remember(Alert alert) {
    past.addLast(alert);
    changes++;
    if (past.size() > KEPT) {
      past.removeFirst();
    }
  }

  /**
   * Somebody takes care of that alert; who does so later takes it over.
   *
   * @return false if there is none of that number
   */
  public synchronized boolean acknowledge(long number, Acknowledged by) {
    for (Map.Entry<String, Alert> entry : lasting.entrySet()) {
      if (entry.getValue().number() == number) {
        entry.setValue(entry.getValue().acknowledged(by));
        changes++;
        return true;
      }
    }
    List<Alert> all = new ArrayList<>(past);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).number() == number) {
        all.set(i, all.get(i).acknowledged(by));
        past.clear();
        past.addAll(all);
        changes++;
        return true;
      }
    }
    return false;
  }

  /** What lasts, then what is past or was a moment; within each the newest first. */
  public synchronized List<Alert> list() {
    List<Alert> all = new ArrayList<>(lasting.values());
    all.sort((a, b) -> b.at().compareTo(a.at()));
    past.descendingIterator().forEachRemaining(all::add);
    return all;
  }

  /** How many last, and whether anything changed. */
  public synchronized Count count() {
    long open = lasting.values().stream().filter(alert -> alert.acknowledged() == null).count();
    return new Count(changes, lasting.size(), open);
  }
}
