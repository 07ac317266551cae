package city.seki.hub.report;

import city.seki.config.model.Text;
import java.util.Locale;

/** In which words a report is read. */
public enum Language {
  JA,
  EN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if it is neither
   */
  public static Language of(String word) {
    for (Language language : values()) {
      if (language.word().equals(word)) {
        return language;
      }
    }
    throw new IllegalArgumentException("expected ja or en, not '" + word + "'");
  }

  public String of(Text text) {
    return this == JA ? text.ja() : text.en();
  }
}
