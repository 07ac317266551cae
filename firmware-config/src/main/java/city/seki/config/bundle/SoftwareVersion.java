package city.seki.config.bundle;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Seki, ordered as Semantic Versioning 2.0.0 has it (section 11): {@code 1.0.0-rc.2}
 * before {@code 1.0.0-rc.10} before {@code 1.0.0}. Build metadata has no order and is refused.
 *
 * @param before the dotted words behind the hyphen, none for a released version
 */
public record SoftwareVersion(int major, int minor, int patch, List<String> before)
    implements Comparable<SoftwareVersion> {
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final Pattern VERSION =
      Pattern.compile(
          NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-([0-9A-Za-z.-]{1,64}))?"); // section 2, 9
  private static final Pattern WORD =
      Pattern.compile("0|[1-9][0-9]{0,8}|[0-9]*[A-Za-z-][0-9A-Za-z-]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private static final Comparator<SoftwareVersion> ORDER =
      Comparator.comparingInt(SoftwareVersion::major)
          .thenComparingInt(SoftwareVersion::minor)
          .thenComparingInt(SoftwareVersion::patch)
          .thenComparing(SoftwareVersion::before, SoftwareVersion::compareBefore);

  public SoftwareVersion {
    before = List.copyOf(before);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static SoftwareVersion parse(String text) {
    Matcher parts = VERSION.matcher(text);
    if (!parts.matches()) {
      throw noVersion(text);
    }
    List<String> before =
        parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\.", -1));
    if (!before.stream().allMatch(word -> WORD.matcher(word).matches())) {
      throw noVersion(text);
    }
    return new SoftwareVersion(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        before);
  }

  private static IllegalArgumentException noVersion(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no version: expected such as 1.4.0 or 1.4.0-rc.1");
  }

  @Override
  public int compareTo(SoftwareVersion other) {
    return ORDER.compare(this, other);
  }

  public boolean isOlderThan(SoftwareVersion other) {
    return compareTo(other) < 0;
  }

  private static int compareBefore(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty()); // the released one is the newer
    }
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compareWords(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareWords(String one, String other) {
    boolean isNumber = DIGITS.matcher(one).matches();
    boolean isOtherNumber = DIGITS.matcher(other).matches();
    if (isNumber && isOtherNumber) {
      return Integer.compare(Integer.parseInt(one), Integer.parseInt(other));
    }
    return isNumber == isOtherNumber
        ? one.compareTo(other)
        : Boolean.compare(isOtherNumber, isNumber);
  }

  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (before.isEmpty() ? "" : "-" + String.join(".", before));
  }
}
