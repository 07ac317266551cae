package city.seki.config.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** From bytes to text to the tree of a YAML document, with a place for what goes wrong. */
final class YamlText {
  /** Far above the largest city (10,000 seats take 1.5 MB), far below what fills the memory. */
  static final int MAX_CHARACTERS = 16_000_000;

  private static final Pattern WIDE_COLON = Pattern.compile("(?:^|[{,]|- )\\s*([a-z_]+)\\s*(：)");

  private YamlText() {}

  /** The text of that file, null after a problem. */
  static @Nullable String of(Path file, Problems problems) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > 4L * MAX_CHARACTERS) {
        problems.add("is too large for a city: " + Files.size(file) + " bytes");
        return null;
      }
      return decode(Files.readAllBytes(file), problems);
    } catch (NoSuchFileException e) {
      problems.add("there is no such file: check the path");
    } catch (AccessDeniedException e) {
      problems.add("may not be read: give this user the right to read it");
    } catch (IOException e) {
      problems.add("cannot be read: " + e.getMessage());
    }
    return null;
  }

  /** UTF-8 with or without a byte order mark, null after a problem. */
  static @Nullable String decode(byte[] bytes, Problems problems) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      String before = out.flip().toString();
      addAt(
          before,
          before.length(),
          String.format(
              "byte %02X is not UTF-8: save the file as UTF-8 (it may be Shift_JIS or UTF-16)",
              bytes[in.position()] & 0xFF),
          problems);
      return null;
    }
    return out.flip().toString();
  }

  /** The one document of that text, null after a problem. */
  static @Nullable Node compose(String text, Problems problems) {
    String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (yaml.length() > MAX_CHARACTERS) {
      problems.add("is too large: " + MAX_CHARACTERS + " characters are the most");
      return null;
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_CHARACTERS)
            .setUseMarks(true)
            .setParseComments(false)
            // So that Block can tell where such a key stands; the composer would not.
            .setAllowNonScalarKeys(true)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        problems.add("is empty: it holds no YAML");
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      e.getProblemMark()
          .or(e::getContextMark)
          .ifPresentOrElse(
              mark -> {
                if (!wideColon(yaml, mark.getLine(), problems)) {
                  problems.add(mark, "is not YAML: " + YamlWords.of(e.getProblem()));
                }
              },
              () -> problems.add("is not YAML: " + YamlWords.of(e.getProblem())));
    } catch (ReaderException e) {
      addAt(
          yaml,
          yaml.offsetByCodePoints(
              0, Math.min(e.getPosition(), yaml.codePointCount(0, yaml.length()))),
          String.format("the character U+%04X may not stand in YAML: delete it", e.getCodePoint()),
          problems);
    } catch (YamlEngineException e) {
      problems.add("is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      // The parser recurses once per level and has no limit of its own.
      problems.add("is nested too deeply: a city has at most six levels");
    }
    return null;
  }

  /**
   * Tells the colon of a key that an input method wrote. The parser takes it for a letter, and
   * stumbles on that line or on the next one that is not empty.
   */
  private static boolean wideColon(String yaml, int stumbled, Problems problems) {
    List<String> lines = yaml.lines().toList();
    int line = Math.min(stumbled, lines.size() - 1);
    for (int seen = 0; line >= 0 && seen < 2; line--) {
      Matcher colon = WIDE_COLON.matcher(lines.get(line));
      if (colon.find()) {
        problems.add(
            line + 1,
            colon.start(2) + 1,
            "a full-width colon '：' (U+FF1A) stands behind '"
                + colon.group(1)
                + "': write an ordinary ':' and a blank behind it");
        return true;
      }
      seen += lines.get(line).isBlank() ? 0 : 1;
    }
    return false;
  }

  private static void addAt(String text, int offset, String message, Problems problems) {
    String before = text.substring(0, offset);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    problems.add(line, offset - before.lastIndexOf('\n'), message);
  }
}
