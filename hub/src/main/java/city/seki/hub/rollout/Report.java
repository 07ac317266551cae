package city.seki.hub.rollout;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a unit said it is.
 *
 * @param desired version of the wish that it speaks of, null if it knows of none
 * @param configuration what it runs is the SHA-256 of its text, null for its start document's
 * @param software what it runs is its version
 * @param since when the hub heard it first in this run of the hub
 */
public record Report(@Nullable Long desired, Part configuration, Part software, Instant since) {
  /** How far a unit is with one part of its wish. */
  public enum State {
    RUNNING,
    FETCHING,
    INSTALLING,
    TRYING,
    REFUSED,
    RETURNED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of the two.
   *
   * @param runs null if the unit does not know
   * @param progress percent of what is fetched or installed, null where nothing is
   * @param reason one word, null unless it was refused or returned
   * @param detail for people, null where there is none
   */
  public record Part(
      State state,
      @Nullable String runs,
      @Nullable Integer progress,
      @Nullable String reason,
      @Nullable String detail) {
    boolean runs(String wanted) {
      return state == State.RUNNING && wanted.equals(runs);
    }
  }

  /** Whether it speaks of that wish, and not of an earlier one. */
  boolean isAbout(Wish wish) {
    return desired != null && desired >= wish.version();
  }

  /** Whether all of the wish has come true. */
  boolean fulfils(Wish wish) {
    Goal.Software wanted = wish.software();
    return isAbout(wish)
        && configuration.runs(wish.configuration().sha256())
        && (wanted == null || software.runs(wanted.version()));
  }

  /** What went wrong with that wish, null if nothing did so far. */
  @Nullable Failure failure(Wish wish) {
    if (!isAbout(wish)) {
      return null;
    }
    Failure ofSoftware = wish.software() == null ? null : failure(Failure.Part.SOFTWARE, software);
    return ofSoftware != null ? ofSoftware : failure(Failure.Part.CONFIGURATION, configuration);
  }

  private static @Nullable Failure failure(Failure.Part part, Part said) {
    return switch (said.state()) {
      case REFUSED -> new Failure(Failure.Kind.REFUSED, part, said.reason(), said.detail());
      case RETURNED -> new Failure(Failure.Kind.RETURNED, part, said.reason(), said.detail());
      case RUNNING, FETCHING, INSTALLING, TRYING -> null;
    };
  }

  /** Whether it is still getting or laying out what it wants to try. */
  boolean isFetching() {
    return isFetching(configuration) || isFetching(software);
  }

  private static boolean isFetching(Part part) {
    return part.state() == State.FETCHING || part.state() == State.INSTALLING;
  }
}
