package city.seki.edge.health;

import city.seki.config.wire.MachineHealth;
import city.seki.config.wire.Strain;
import city.seki.config.wire.Trait;
import city.seki.config.wire.Vital;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One look at a machine under way. Confined to one thread. */
final class Findings {
  private final Map<Vital, Double> values = new EnumMap<>(Vital.class);
  private final Map<Trait, String> words = new EnumMap<>(Trait.class);
  private final Set<Strain> strained = EnumSet.noneOf(Strain.class);
  private final Set<Strain> before = EnumSet.noneOf(Strain.class);
  private final SortedMap<String, String> unknown = new TreeMap<>();

  /** What was found before, to be completed. */
  static Findings from(MachineHealth health) {
    Findings findings = new Findings();
    findings.values.putAll(health.values());
    findings.words.putAll(health.words());
    findings.strained.addAll(health.strained());
    findings.before.addAll(health.strainedBefore());
    findings.unknown.putAll(health.unknown());
    return findings;
  }

  void note(Vital vital, Finding<Double> finding) {
    switch (finding) {
      case Finding.Known<Double>(Double value) -> values.put(vital, value);
      case Finding.Unknown<Double>(var cause) -> unknown.put(vital.word(), cause.word());
    }
  }

  void note(Trait trait, Finding<String> finding) {
    switch (finding) {
      case Finding.Known<String>(String word) -> words.put(trait, word);
      case Finding.Unknown<String>(var cause) -> unknown.put(trait.word(), cause.word());
    }
  }

  void note(Finding<Strains> finding) {
    switch (finding) {
      case Finding.Known<Strains>(Strains found) -> {
        strained.addAll(found.now());
        before.addAll(found.before());
      }
      case Finding.Unknown<Strains>(var cause) -> unknown.put(MachineHealth.STRAINED, cause.word());
    }
  }

  MachineHealth health() {
    return new MachineHealth(values, words, strained, before, unknown);
  }
}
