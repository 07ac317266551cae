package city.seki.config.source;

import java.util.Collection;
import java.util.Locale;

/** Says which known word was probably meant. */
public final class Spelling {
  private Spelling() {}

  /** {@code (did you mean 'zone'?)} with a blank first, or nothing if no known word is near. */
  public static String hint(String word, Collection<String> known) {
    String best = nearest(word, known);
    return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
  }

  /** The known word that is near, empty if there is none. */
  static String nearest(String word, Collection<String> known) {
    String best = "";
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(plain(word), plain(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Levenshtein's distance: how many letters must be put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
