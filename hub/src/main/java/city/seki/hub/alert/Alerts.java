package city.seki.hub.alert;

import city.seki.config.model.City;
import city.seki.config.model.SeatId;
import city.seki.config.rules.Event;
import city.seki.config.rules.Seating;
import city.seki.hub.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
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

  /** What is over for longer is forgotten, with who took care of it. */
  static final Duration REMEMBERED = Duration.ofDays(365);

  /** After a start of the hub all units, sensors and devices have told how they are by then. */
  static final Duration TOLD_ANEW = Duration.ofMinutes(10);

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
   * @param number tells it from all others of this hub; 0 before it is kept
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

    private Alert acknowledged(@Nullable Acknowledged now) {
      return new Alert(number, kind, at, until, office, place, unit, trouble, now);
    }

    /** What is wrong now, of which that was known before the hub began. */
    private Alert after(Alert before) {
      return new Alert(
          before.number, kind, before.at, null, office, place, unit, trouble, before.acknowledged);
    }

    /** When it was over, or was. */
    Instant last() {
      return until == null ? at : until;
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
  private final AlertMemory memory;

  /** Lasted when the hub ended, and whether they still do nobody has said since. */
  private final Set<String> unheard = new HashSet<>();

  private final Unwritten unwritten;

  private @Nullable Instant resumed;
  private long last;
  private long changes;

  /** Alerts that nobody hears of but who asks. */
  public Alerts() {
    this(alert -> {});
  }

  public Alerts(Listener listener) {
    this(listener, AlertMemory.NONE);
  }

  /** The same; what the memory holds comes back by {@link #resume}. */
  public Alerts(Listener listener, AlertMemory memory) {
    this.listener = listener;
    this.memory = memory;
    this.unwritten = new Unwritten(memory);
  }

  /**
   * Takes up what lasted and what was over when the hub ended, with who took care of it. What
   * units, sensors and devices have to tell anew lasts until {@link #TOLD_ANEW} is over.
   */
  public synchronized void resume(Seating state, Instant now) {
    List<Alert> over = new ArrayList<>();
    for (AlertMemory.Kept kept : memory.all()) {
      last = Math.max(last, kept.alert().number());
      if (kept.key() == null) {
        over.add(kept.alert());
      } else {
        lasting.put(kept.key(), kept.alert());
        unheard.add(kept.key());
      }
    }
    over.sort(Comparator.comparing(Alert::last).thenComparingLong(Alert::number));
    past.addAll(over);
    changes += past.size() + lasting.size();
    resumed = now;
    Map<String, Alert> seats = SeatAlerts.lasting(state);
    seats.forEach(this::begin);
    overSince(key -> key.startsWith(SeatAlerts.OF_SEAT) && !seats.containsKey(key), now);
  }

  /** Looks for alerts among those events; quick. */
  public synchronized void changed(List<Event> events) {
    for (Event event : events) {
      Alert moment = SeatAlerts.moment(event);
      if (moment != null) {
        keep(moment);
      }
      SeatId over = SeatAlerts.over(event);
      if (over != null) {
        end(
            SeatAlerts.key(over),
            event instanceof Event.Corrected corrected && corrected.after() != null
                ? corrected.after().since()
                : event.at());
      }
      if (event instanceof Event.UnclaimedUse use) {
        begin(SeatAlerts.key(use.seat()), SeatAlerts.unclaimed(use.seat(), use.at()));
      }
    }
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
    overSince(
        key ->
            !key.startsWith(SeatAlerts.OF_SEAT)
                && !key.startsWith(OF_FLOOR)
                && !wrong.containsKey(key)
                && !mayBeToldAnew(key, now),
        now);
    for (Alert oldest = past.peekFirst();
        oldest != null && oldest.last().isBefore(now.minus(REMEMBERED));
        oldest = past.peekFirst()) {
      forgetOldest();
    }
  }

  private void overSince(Predicate<String> which, Instant at) {
    List.copyOf(lasting.keySet()).stream().filter(which).forEach(key -> end(key, at));
  }

  /** Whether that lasted before the hub began, and it is too early to say that it is over. */
  private boolean mayBeToldAnew(String key, Instant now) {
    return resumed != null && unheard.contains(key) && now.isBefore(resumed.plus(TOLD_ANEW));
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
      Alert alert = lasting.get(key);
      boolean settled = alert != null && AT_ONCE.contains(alert.kind());
      if (!settled && mayBeToldAnew(key, now)) {
        continue;
      }
      Instant since = away.computeIfAbsent(key, k -> now);
      if (settled || !since.plus(SETTLED).isAfter(now)) {
        end(key, since);
        away.remove(key);
      }
    }
  }

  private void begin(String key, Alert alert) {
    Alert before = lasting.get(key);
    if (before == null) {
      Alert begun = alert.numbered(++last);
      lasting.put(key, begun);
      changed(begun);
      listener.told(begun);
    } else if (unheard.remove(key)) {
      Alert again = alert.after(before);
      lasting.put(key, again);
      changed(again);
    }
  }

  private void end(String key, Instant at) {
    Alert alert = lasting.remove(key);
    unheard.remove(key);
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
    changed(alert);
    if (past.size() > KEPT) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    changed(past.removeFirst());
  }

  private void changed(Alert alert) {
    unwritten.note(alert.number());
    changes++;
  }

  /**
   * Brings the memory up to date; what it does not take now it is given again the next time.
   *
   * @throws city.seki.hub.data.DataException if it cannot be written
   */
  public void write() {
    unwritten.write(this::kept);
  }

  private synchronized List<AlertMemory.Kept> kept() {
    List<AlertMemory.Kept> all = new ArrayList<>();
    lasting.forEach((key, alert) -> all.add(new AlertMemory.Kept(key, alert)));
    past.forEach(alert -> all.add(new AlertMemory.Kept(null, alert)));
    return all;
  }

  /**
   * Somebody takes care of that alert; who does so later takes it over.
   *
   * @param by null if nobody does any more
   * @return false if there is none of that number
   */
  public synchronized boolean acknowledge(long number, @Nullable Acknowledged by) {
    for (Map.Entry<String, Alert> entry : lasting.entrySet()) {
      if (entry.getValue().number() == number) {
        entry.setValue(entry.getValue().acknowledged(by));
        changed(entry.getValue());
        return true;
      }
    }
    List<Alert> all = new ArrayList<>(past);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).number() == number) {
        all.set(i, all.get(i).acknowledged(by));
        past.clear();
        past.addAll(all);
        changed(all.get(i));
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
