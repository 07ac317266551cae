package city.seki.config.diff;

import city.seki.config.model.Campaign;
import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What changes for whom when one city takes the place of another. Pure and immutable.
 *
 * @param changes in the order of the offices, then of the units; empty for equal cities
 * @param units which have to be told something new, or are new
 * @param rewired of these, the ones to which somebody has to go, because what is connected where is
 *     different
 */
public record ConfigDiff(
    List<Change> changes, SequencedSet<String> units, SequencedSet<String> rewired) {
  public ConfigDiff {
    changes = List.copyOf(changes);
    units = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(units));
    rewired = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(rewired));
  }

  /**
   * Holidays are no part of it: they follow from the calendar, not from anybody's files. Nor is the
   * order in which offices and units stand there.
   */
  public static ConfigDiff between(City before, City after) {
    List<Change> changes = new ArrayList<>();
    city(before, after, changes);
    each(
        before.offices(),
        after.offices(),
        (name, words) -> changes.add(new Change(Change.About.OFFICE, name, words)),
        new Kind<>() {
          @Override
          public String gone(Office office) {
            return "is gone with "
                + OfficeDiff.size(office)
                + ": whoever sits there loses the seat, reservations there are cancelled";
          }

          @Override
          public String added(Office office) {
            return "is new, with "
                + OfficeDiff.size(office)
                + "; open "
                + Words.hours(office.hours());
          }

          @Override
          public void changed(Office one, Office other, Consumer<String> tell) {
            new OfficeDiff(one, other, tell).tell();
          }
        });
    SequencedSet<String> told = new LinkedHashSet<>();
    SequencedSet<String> rewired = new LinkedHashSet<>();
    each(
        before.units(),
        after.units(),
        (name, words) -> changes.add(new Change(Change.About.UNIT, name, words)),
        new Kind<>() {
          @Override
          public String gone(Unit unit) {
            return "is gone from office " + unit.office() + ": shut it out at the hub, too";
          }

          @Override
          public String added(Unit unit) {
            told.add(unit.id());
            rewired.add(unit.id());
            return "is new in office "
                + unit.office()
                + ", with "
                + Words.counted(unit.readers().size(), "reader")
                + ": it needs a claim";
          }

          @Override
          public void changed(Unit one, Unit other, Consumer<String> tell) {
            UnitDiff diff = new UnitDiff(one, other, tell);
            diff.tell();
            told.add(other.id());
            if (diff.isRewired()) {
              rewired.add(other.id());
            }
          }
        });
    return new ConfigDiff(changes, told, rewired);
  }

  /** Whether nobody would notice. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** How things of one kind are told. */
  private interface Kind<T> {
    String gone(T it);

    String added(T it);

    void changed(T one, T other, Consumer<String> tell);
  }

  private static <T> void each(
      Map<String, T> before, Map<String, T> after, BiConsumer<String, String> tell, Kind<T> kind) {
    before.forEach(
        (name, one) -> {
          T other = after.get(name);
          if (other == null) {
            tell.accept(name, kind.gone(one));
          } else if (!other.equals(one)) {
            kind.changed(one, other, words -> tell.accept(name, words));
          }
        });
    after.forEach(
        (name, other) -> {
          if (!before.containsKey(name)) {
            tell.accept(name, kind.added(other));
          }
        });
  }

  private static void city(City before, City after, List<Change> changes) {
    Consumer<String> tell = words -> changes.add(new Change(Change.About.CITY, "", words));
    Words.renamed(before.name(), after.name(), tell);
    if (!before.timeZone().equals(after.timeZone())) {
      tell.accept(
          "its time zone is "
              + after.timeZone()
              + " instead of "
              + before.timeZone()
              + ": all opening hours move");
    }
    Words.listed("zone", before.zones(), after.zones(), tell);
    campaigns(before, after, tell);
  }

  private static void campaigns(City before, City after, Consumer<String> tell) {
    Map<String, Campaign> old = byId(before);
    Map<String, Campaign> now = byId(after);
    Words.listed("campaign", old.keySet(), now.keySet(), tell);
    now.forEach(
        (id, campaign) -> {
          Campaign was = old.get(id);
          if (was != null && !was.equals(campaign)) {
            tell.accept("campaign " + id + " is counted anew: its days or rules are others");
          }
        });
  }

  private static Map<String, Campaign> byId(City city) {
    Map<String, Campaign> byId = new LinkedHashMap<>();
    city.campaigns().forEach(campaign -> byId.put(campaign.id(), campaign));
    return byId;
  }
}
