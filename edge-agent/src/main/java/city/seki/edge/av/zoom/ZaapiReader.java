package city.seki.edge.av.zoom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the bytes of a room into messages: lines, and JSON objects that begin at the start of a line
 * and end with their last brace, however many lines and portions they come in. An object that
 * another message breaks into, as when the room restarts, is thrown away and told as {@link
 * ZaapiMessage.Unreadable}. Confined to one thread at a time.
 */
final class ZaapiReader {
  /** Bytes of the longest message; a telephone book has less. */
  private static final int LONGEST = 256 << 10;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final List<ZaapiMessage> messages = new ArrayList<>();
  private boolean inObject;
  private boolean inString;
  private boolean escaped;
  private boolean skipping;
  private boolean atLineStart = true;
  private int depth;

  /** The messages that end within these bytes. */
  List<ZaapiMessage> feed(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      take(bytes[i]);
    }
    List<ZaapiMessage> whole = List.copyOf(messages);
    messages.clear();
    return whole;
  }

  private void take(byte next) {
    if (atLineStart && inObject && (next == '{' || next == '*')) {
      spoil(false); // inside of an object lines are indented
    }
    if (next == '\n') {
      endLine();
    } else if (!skipping) {
      append(next);
    }
    atLineStart = next == '\n';
  }

  private void append(byte next) {
    if (text.size() == LONGEST) {
      spoil(true);
      return;
    }
    if (atLineStart && !inObject) {
      text.reset();
      inObject = next == '{';
    }
    text.write(next);
    if (inObject) {
      follow(next);
    }
  }

  private void follow(byte next) {
    if (escaped) {
      escaped = false;
    } else if (inString) {
      escaped = next == '\\';
      inString = next != '"';
    } else if (next == '"') {
      inString = true;
    } else if (next == '{') {
      depth++;
    } else if (next == '}') {
      depth--;
      if (depth == 0) {
        messages.add(ZaapiMessage.ofJson(text.toByteArray()));
        begin();
        skipping = true; // to the end of the line
      }
    }
  }

  private void endLine() {
    if (inObject && inString) {
      spoil(false); // no string of JSON goes over lines
    } else if (inObject) {
      text.write('\n');
    } else if (!skipping) {
      ZaapiMessage message = ZaapiMessage.ofLine(text.toString(StandardCharsets.UTF_8));
      if (message != null) {
        messages.add(message);
      }
      begin();
    }
    skipping = false;
  }

  private void spoil(boolean restOfLine) {
    messages.add(new ZaapiMessage.Unreadable());
    begin();
    skipping = restOfLine;
  }

  private void begin() {
    text.reset();
    inObject = false;
    inString = false;
    escaped = false;
    depth = 0;
  }
}
