package city.seki.hub.report;

import city.seki.config.model.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What whoever reads the figures has to know: how they were counted, and why sums do not foot.
 *
 * @param numbers by their names in the text
 * @param words the same for words
 */
public record Note(NoteKind kind, Map<String, Long> numbers, Map<String, String> words) {
  public Note {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
  }

  static Note of(NoteKind kind) {
    return new Note(kind, Map.of(), Map.of());
  }

  Note number(String name, long number) {
    Map<String, Long> more = new LinkedHashMap<>(numbers);
    more.put(name, number);
    return new Note(kind, more, words);
  }

  Note word(String name, String word) {
    Map<String, String> more = new LinkedHashMap<>(words);
    more.put(name, word);
    return new Note(kind, numbers, more);
  }

  public Text text() {
    return new Text(filled(kind.text().ja()), filled(kind.text().en()));
  }

  private String filled(String text) {
    String result = text;
    for (Map.Entry<String, Long> each : numbers.entrySet()) {
      result = result.replace("{" + each.getKey() + "}", Long.toString(each.getValue()));
    }
    for (Map.Entry<String, String> each : words.entrySet()) {
      result = result.replace("{" + each.getKey() + "}", each.getValue());
    }
    return result;
  }
}
