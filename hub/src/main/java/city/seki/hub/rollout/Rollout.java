package city.seki.hub.rollout;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * One roll-out as it is, immutable.
 *
 * @param note what whoever started it says about it, null for nothing
 * @param waves the units of each
 * @param wave the one that goes on, counted from 0
 * @param waveSince when that one began
 * @param forgiven failures before it was resumed last: they count against no limit any more
 */
public record Rollout(
    long number,
    Goal goal,
    Plan plan,
    @Nullable String note,
    String by,
    Instant at,
    List<List<String>> waves,
    int wave,
    Instant waveSince,
    TreePMap<String, UnitPart> parts,
    Phase phase,
    int forgiven) {
  public Rollout {
    waves = List.copyOf(waves);
  }

  static Rollout started(RolloutEvent.Started e) {
    TreePMap<String, UnitPart> parts = TreePMap.empty();
    for (int wave = 0; wave < e.waves().size(); wave++) {
      for (String unit : e.waves().get(wave)) {
        String office = e.offices().getOrDefault(unit, "");
        parts = parts.plus(unit, UnitPart.waiting(unit, office, wave));
      }
    }
    return new Rollout(
        e.rollout(),
        e.goal(),
        e.plan(),
        e.note(),
        e.by(),
        e.at(),
        e.waves(),
        0,
        e.at(),
        parts,
        new Phase.Running(),
        0);
  }

  Rollout with(UnitPart part) {
    return with(parts.plus(part.unit(), part), phase, forgiven);
  }

  Rollout with(Phase now) {
    return with(parts, now, forgiven);
  }

  Rollout resumed() {
    return with(parts, new Phase.Running(), failed());
  }

  Rollout begun(int next, Instant since) {
    return new Rollout(
        number, goal, plan, note, by, at, waves, next, since, parts, phase, forgiven);
  }

  private Rollout with(TreePMap<String, UnitPart> parts, Phase phase, int forgiven) {
    return new Rollout(
        number, goal, plan, note, by, at, waves, wave, waveSince, parts, phase, forgiven);
  }

  /**
   * That unit in it.
   *
   * @throws IllegalStateException if it has none of that name: a damaged store or a broken rule
   */
  UnitPart part(String unit) {
    UnitPart part = parts.get(unit);
    if (part == null) {
      throw new IllegalStateException("roll-out " + number + " has no unit " + unit);
    }
    return part;
  }

  /** The units of that wave, in its order. */
  public Stream<UnitPart> ofWave(int index) {
    return waves.get(index).stream().map(this::part);
  }

  boolean isLastWave() {
    return wave == waves.size() - 1;
  }

  private int count(Predicate<UnitPart> which) {
    return Math.toIntExact(parts.values().stream().filter(which).count());
  }

  /** How many units are so. */
  public int count(Class<? extends UnitPart.Standing> standing) {
    return count(part -> standing.isInstance(part.standing()));
  }

  /** How many units have failed. */
  public int failed() {
    return count(UnitPart.Failed.class);
  }

  /** How many may have failed by the end of this wave. */
  public int allowed() {
    return forgiven + plan.allowed(counted());
  }

  /** How many units this and earlier waves ask; those that are off or left out not counted. */
  public int counted() {
    return count(
        part ->
            part.wave() <= wave
                && !(part.standing() instanceof UnitPart.Aside)
                && !(part.standing() instanceof UnitPart.LeftOut));
  }

  /** Whether nobody of this wave is to be waited for. */
  boolean isSettled() {
    return ofWave(wave).allMatch(part -> part.settledAt() != null);
  }

  /** Whether enough of this wave were asked to say something about the next. */
  boolean hasToldEnough() {
    long of = ofWave(wave).filter(part -> !(part.standing() instanceof UnitPart.LeftOut)).count();
    long asked = ofWave(wave).filter(part -> part.wish() != null).count();
    return asked * 2 >= of;
  }

  /** When the last unit of this wave settled, or it began. */
  Instant settledSince() {
    return ofWave(wave)
        .flatMap(part -> Stream.ofNullable(part.settledAt()))
        .reduce(waveSince, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Whether nothing is left to be asked or waited for. */
  boolean isThrough() {
    return count(part -> part.isOpen() || part.isUnderWay()) == 0;
  }
}
