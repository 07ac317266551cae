package city.seki.config.wire;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the machine is on which a unit's agent runs. What is not known says why.
 *
 * @param values what was measured
 * @param words what was told
 * @param strained why it runs slower now
 * @param strainedBefore why it ran slower at some time since it started
 * @param unknown why there is no value or word, by the word of the {@link Vital} or {@link Trait},
 *     or {@value #STRAINED} for both sets
 */
public record MachineHealth(
    Map<Vital, Double> values,
    Map<Trait, String> words,
    Set<Strain> strained,
    Set<Strain> strainedBefore,
    SortedMap<String, String> unknown) {
  /** In {@link #unknown}, of a machine whose firmware does not tell. */
  public static final String STRAINED = "strained";

  private static final String STRAINED_BEFORE = "strained_before";
  private static final String UNKNOWN = "unknown";

  /** Numbers beyond it are not held exactly by all who read JSON. */
  private static final double LARGEST = 9007199254740991.0;

  public MachineHealth {
    values = Collections.unmodifiableMap(enumMap(Vital.class, values));
    words = Collections.unmodifiableMap(enumMap(Trait.class, words));
    strained = Collections.unmodifiableSet(enumSet(strained));
    strainedBefore = Collections.unmodifiableSet(enumSet(strainedBefore));
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
  }

  private static <K extends Enum<K>, V> Map<K, V> enumMap(Class<K> kind, Map<K, V> from) {
    Map<K, V> map = new EnumMap<>(kind);
    map.putAll(from);
    return map;
  }

  private static Set<Strain> enumSet(Set<Strain> from) {
    Set<Strain> set = EnumSet.noneOf(Strain.class);
    set.addAll(from);
    return set;
  }

  /** Null if it is not known. */
  public @Nullable Double of(Vital vital) {
    return values.get(vital);
  }

  /** Null if it is not known. */
  public @Nullable String of(Trait trait) {
    return words.get(trait);
  }

  /** How much of the whole is left, from 0 to 1; null if that is not known. */
  public @Nullable Double share(Vital left, Vital whole) {
    Double part = of(left);
    Double all = of(whole);
    return part == null || all == null || all <= 0 ? null : part / all;
  }

  /** As fields; the same for a unit's message and for the hub's answer about it. */
  public void write(JsonText o) {
    words.forEach((trait, word) -> o.put(trait.word(), word));
    values.forEach((vital, value) -> put(o, vital.word(), value));
    o.put(STRAINED, strained.stream().map(Strain::word).toList());
    o.put(STRAINED_BEFORE, strainedBefore.stream().map(Strain::word).toList());
    o.object(UNKNOWN, u -> unknown.forEach(u::put));
  }

  private static void put(JsonText o, String name, double value) {
    if (value == Math.rint(value)) {
      o.put(name, (long) value);
    } else {
      o.put(name, value);
    }
  }

  /**
   * @throws BadMessage if a field has another kind, or a number is no number that JSON holds
   */
  static MachineHealth read(JsonFields fields) throws BadMessage {
    Map<Vital, Double> values = new EnumMap<>(Vital.class);
    SortedMap<String, String> unknown = new TreeMap<>();
    JsonFields causes = fields.objectOrNull(UNKNOWN);
    for (Vital vital : Vital.values()) {
      Double value = fields.numberOrNull(vital.word(), LARGEST);
      if (value != null) {
        values.put(vital, value);
      }
      cause(causes, vital.word(), unknown);
    }
    Map<Trait, String> words = new EnumMap<>(Trait.class);
    for (Trait trait : Trait.values()) {
      String word = fields.textOrNull(trait.word());
      if (word != null) {
        words.put(trait, word);
      }
      cause(causes, trait.word(), unknown);
    }
    cause(causes, STRAINED, unknown);
    return new MachineHealth(
        values, words, strains(fields, STRAINED), strains(fields, STRAINED_BEFORE), unknown);
  }

  private static void cause(
      @Nullable JsonFields causes, String name, SortedMap<String, String> unknown)
      throws BadMessage {
    String cause = causes == null ? null : causes.textOrNull(name);
    if (cause != null) {
      unknown.put(name, cause);
    }
  }

  private static Set<Strain> strains(JsonFields fields, String name) throws BadMessage {
    Set<Strain> strains = EnumSet.noneOf(Strain.class);
    for (String word : fields.texts(name)) {
      Strain strain = Strain.of(word);
      if (strain != null) {
        strains.add(strain);
      }
    }
    return strains;
  }
}
