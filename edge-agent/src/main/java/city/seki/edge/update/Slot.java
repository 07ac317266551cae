package city.seki.edge.update;

import java.util.Locale;
import java.util.Optional;

/** Where a version lies. */
public enum Slot {
  /** What the package brought: never written here, and the last resort. */
  FACTORY,
  A,
  B;

  /** As files, messages and {@code seki-edge-start} have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Slot> of(String word) {
    for (Slot slot : values()) {
      if (slot.word().equals(word)) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  /** The slot into which the next version goes while this one is current: never over itself. */
  Slot next() {
    return this == A ? B : A;
  }
}
