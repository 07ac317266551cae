package city.seki.hub.blackbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must not be found, in every shape in which a program might leave it: a card's number as
 * bytes in both orders, in hex in both cases, in base64, and as a decimal; a name in the encodings
 * of Japan and of Java, and as JSON escapes it.
 */
public final class Needles {
  /** Shorter ones are found in files by chance. */
  private static final int SHORTEST = 6;

  /** Digits alone are found by chance sooner: files are full of times. */
  private static final int SHORTEST_DECIMAL = 11;

  private static final int FILTER_BITS = 20;
  private static final int BASE64_BITS = 6;

  @SuppressWarnings("ArrayRecordComponent") // thousands of them, never compared
  private record Needle(String what, byte[] bytes) {}

  private final Map<Integer, List<Needle>> byStart = new HashMap<>();
  private final boolean[] starts = new boolean[1 << FILTER_BITS];

  private void add(String what, byte[] bytes) {
    if (bytes.length >= SHORTEST) {
      int start = ByteBuffer.wrap(bytes).getInt();
      starts[filter(start)] = true;
      byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(new Needle(what, bytes));
    }
  }

  private static int filter(int start) {
    return (start * 0x9E3779B1) >>> (Integer.SIZE - FILTER_BITS);
  }

  /** A card's number, as upper-case hex in the card's own order; said to be {@code what}. */
  public void number(String what, String hex) {
    byte[] raw = HexFormat.of().parseHex(hex);
    byte[] reversed = new byte[raw.length];
    for (int i = 0; i < raw.length; i++) {
      reversed[i] = raw[raw.length - 1 - i];
    }
    for (byte[] order : List.of(raw, reversed)) {
      add(what + " as bytes", order);
      text(what + " in hex", HexFormat.of().withUpperCase().formatHex(order));
      text(what + " in hex", HexFormat.of().formatHex(order));
      text(what + " in hex", HexFormat.ofDelimiter(":").formatHex(order));
      text(what + " in hex", HexFormat.ofDelimiter(" ").withUpperCase().formatHex(order));
      String decimal = new BigInteger(1, order).toString();
      if (decimal.length() >= SHORTEST_DECIMAL) {
        text(what + " as a decimal", decimal);
      }
      base64(what + " in base64", order);
    }
  }

  /** Wherever it stands in what is encoded: what of it does not depend on its neighbours. */
  private void base64(String what, byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int from = (before * Byte.SIZE + BASE64_BITS - 1) / BASE64_BITS;
      int to = shifted.length * Byte.SIZE / BASE64_BITS;
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        text(what, encoder.encodeToString(shifted).substring(from, to));
      }
    }
  }

  /** As bytes only where they begin so: strangers' cards. */
  public void beginning(String what, String hex) {
    add(what + " in hex", hex.getBytes(ISO_8859_1));
    add(what + " in hex", hex.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1));
  }

  /** A name, with and without the space between its parts. */
  public void name(String what, String name) {
    for (String written : Set.of(name, name.replace(" ", ""), name.replace(' ', '　'))) {
      text(what, written);
      add(what + " in Shift_JIS", written.getBytes(Charset.forName("windows-31j")));
      StringBuilder escaped = new StringBuilder();
      written.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, "\\u%04x", c)));
      add(what + " escaped", escaped.toString().getBytes(ISO_8859_1));
      add(
          what + " escaped",
          escaped.toString().toUpperCase(Locale.ROOT).replace("\\U", "\\u").getBytes(ISO_8859_1));
    }
  }

  private void text(String what, String text) {
    add(what, text.getBytes(UTF_8));
    add(what + " in UTF-16", text.getBytes(UTF_16BE));
    add(what + " in UTF-16", text.getBytes(UTF_16LE));
  }

  /** What of it is in there. */
  public Set<String> in(byte[] hay) {
    Set<String> found = new TreeSet<>();
    ByteBuffer bytes = ByteBuffer.wrap(hay);
    for (int i = 0; i + SHORTEST <= hay.length; i++) {
      int start = bytes.getInt(i);
      if (starts[filter(start)]) {
        for (Needle needle : byStart.getOrDefault(start, List.of())) {
          int end = i + needle.bytes().length;
          if (end <= hay.length
              && Arrays.equals(hay, i, end, needle.bytes(), 0, needle.bytes().length)) {
            found.add(needle.what());
          }
        }
      }
    }
    return found;
  }
}
