package city.seki.edge.av.mqtt;

import city.seki.config.model.MemberPath;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonMember;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What one payload says of one thing. */
sealed interface Said {
  /** A longer one is cut: no mapping has a word of that length. */
  int LONGEST_WORD = 256;

  /** How much of a word a person is shown. */
  int LONGEST_SHOWN = 60;

  /** The word, without blanks around it. */
  record Word(String text) implements Said {}

  /** Nothing of it: the payload lacks the member, as a report of something else does. */
  record Nothing() implements Said {}

  /**
   * Nothing that can be read.
   *
   * @param why for a person
   */
  record Unreadable(String why) implements Said {}

  /**
   * @param payload null for one that was too long to be kept
   * @param member null where the payload itself is the word
   */
  static Said of(byte @Nullable [] payload, @Nullable MemberPath member) {
    if (payload == null) {
      return new Unreadable("longer than " + BrokerLine.LONGEST_PAYLOAD + " bytes");
    }
    try {
      String text = member == null ? utf8(payload) : JsonMember.read(payload, member);
      return text == null ? new Nothing() : new Word(cut(text.strip(), LONGEST_WORD));
    } catch (BadMessage e) {
      return new Unreadable(cut(oneLine(String.valueOf(e.getMessage())), LONGEST_WORD));
    } catch (CharacterCodingException e) {
      return new Unreadable("not UTF-8");
    }
  }

  /** The word as a person may be shown it: on one line, and not too long. */
  static String shown(String text) {
    String line = oneLine(text);
    return line.length() <= LONGEST_SHOWN ? line : cut(line, LONGEST_SHOWN) + "…";
  }

  /** Nor half of a surrogate pair, which JSON lets be escaped alone and no message can carry. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }

  private static String utf8(byte[] payload) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean between = !Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, between ? most : most - 1);
  }
}
