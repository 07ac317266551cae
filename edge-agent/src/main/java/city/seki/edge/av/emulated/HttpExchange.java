package city.seki.edge.av.emulated;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1.1 as an emulated device takes it, and the writing of answers. Bounded: 8
 * KiB of head, 64 KiB of body.
 *
 * @param headers by their names in lower case
 */
record HttpExchange(String method, String target, Map<String, String> headers, String body) {
  private static final int LONGEST_HEAD = 8 << 10;
  private static final int LONGEST_BODY = 64 << 10;

  /**
   * @return null when the client has nothing more to ask
   * @throws IOException if what comes is no request
   */
  static @Nullable HttpExchange read(DataInputStream in) throws IOException {
    String head = head(in);
    if (head == null) {
      return null;
    }
    String[] lines = head.split("\r\n");
    String[] request = lines[0].split(" ");
    if (request.length != 3) {
      throw new IOException("no request line");
    }
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    String length = headers.getOrDefault("content-length", "0");
    if (!length.matches("\\d{1,6}") || Integer.parseInt(length) > LONGEST_BODY) {
      throw new IOException("a body of " + length + " bytes");
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return new HttpExchange(
        request[0], request[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static @Nullable String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (head.length() == LONGEST_HEAD) {
        throw new IOException("a head longer than " + LONGEST_HEAD + " bytes");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /**
   * Writes an answer.
   *
   * @param status number and word, as {@code 200 OK}
   * @param more further header lines, each with its end
   * @param sent how many bytes of the body are sent of those that are announced
   */
  static void answer(OutputStream out, String status, String more, byte[] body, int sent)
      throws IOException {
    String head = "HTTP/1.1 " + status + "\r\n" + more;
    if (!status.startsWith("101")) {
      head += "Content-Type: text/xml\r\nContent-Length: " + body.length + "\r\n";
    }
    out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(body, 0, sent);
    out.flush();
  }
}
