package city.seki.edge.av.xapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Status documents for tests. */
final class Documents {
  private Documents() {}

  static byte[] vector(String file) {
    try (InputStream in = Documents.class.getResourceAsStream("/vectors/xapi/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sleeping room of the vectors with these words in place of those. */
  static String idle(String... replacements) {
    String text = new String(vector("status_idle.xml"), StandardCharsets.UTF_8);
    for (int i = 0; i < replacements.length; i += 2) {
      if (!text.contains(replacements[i])) {
        throw new IllegalArgumentException(replacements[i] + " is not in the vector");
      }
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return text;
  }

  static StatusNode read(String text) {
    try {
      return XapiXml.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (UnreadableDocument e) {
      throw new AssertionError(e);
    }
  }
}
