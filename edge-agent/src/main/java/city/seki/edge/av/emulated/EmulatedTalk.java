package city.seki.edge.av.emulated;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The projector's side of one connection. */
final class EmulatedTalk {
  private static final int LONGEST = 136 + 32; // a line, and the digest before the first
  private static final String LINK_UP = "%2LKUP=00:11:22:AA:BB:CC\r";
  private static final Pattern COMMAND =
      Pattern.compile("%([12])([A-Z0-9]{4}) (.*)", Pattern.CASE_INSENSITIVE);

  private final EmulatedPjlink device;
  private final InputStream in;
  private final OutputStream out;
  private @Nullable String expected;

  EmulatedTalk(EmulatedPjlink device, Socket connection) throws IOException {
    this.device = device;
    connection.setTcpNoDelay(true);
    this.in = new BufferedInputStream(connection.getInputStream());
    this.out = connection.getOutputStream();
  }

  void run() throws IOException {
    if (!greets()) {
      return;
    }
    for (String line = next(); line != null; line = next()) {
      if (!obeys(line)) {
        return;
      }
    }
  }

  private boolean greets() throws IOException {
    Set<PjlinkQuirk> quirks = device.quirks();
    if (quirks.contains(PjlinkQuirk.SILENT)) {
      return swallow();
    }
    boolean busy = quirks.contains(PjlinkQuirk.ONE_CONNECTION) && device.open() > 1;
    if (busy || quirks.contains(PjlinkQuirk.CLOSING)) {
      return false;
    }
    if (device.once(PjlinkQuirk.LINK_UP_AND_CLOSE_ONCE)) {
      out.write(LINK_UP.getBytes(StandardCharsets.US_ASCII));
      return false;
    }
    String before = quirks.contains(PjlinkQuirk.LINK_UP_BEFORE_GREETING) ? LINK_UP : "";
    if (device.password() == null) {
      send(before + "PJLINK 0\r", false);
    } else {
      String challenge = device.challenge();
      expected = md5(challenge + device.password());
      send(before + "PJLINK 1 " + challenge + "\r", false);
    }
    return true;
  }

  private boolean swallow() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    return false;
  }

  private boolean obeys(String line) throws IOException {
    String command = line;
    if (expected != null) {
      if (!line.startsWith(expected)) {
        send("PJLINK ERRA\r", false);
        return false;
      }
      command = line.substring(expected.length());
      expected = null;
    }
    Set<PjlinkQuirk> quirks = device.quirks();
    if (!quirks.contains(PjlinkQuirk.SILENT_AFTER_GREETING)) {
      answer(command, quirks);
    }
    return true;
  }

  private void answer(String line, Set<PjlinkQuirk> quirks) throws IOException {
    Matcher parts = COMMAND.matcher(line);
    if (!parts.matches()) {
      return; // section 2.3: a line that is no command is left without an answer
    }
    int version = parts.group(1).charAt(0) - '0';
    String command = parts.group(2).toUpperCase(Locale.ROOT);
    String value = device.projector().answer(version, command, parts.group(3), quirks);
    int header = quirks.contains(PjlinkQuirk.CLASS_2_HEADERS) ? 2 : version;
    String before = quirks.contains(PjlinkQuirk.LINK_UP_BEFORE_REPLY) ? LINK_UP : "";
    send(before + "%" + header + command + "=" + value + "\r", true);
  }

  private void send(String lines, boolean reply) throws IOException {
    Set<PjlinkQuirk> quirks = device.quirks();
    String text = lines;
    if (reply && quirks.contains(PjlinkQuirk.SMALL_LETTERS)) {
      text = text.toLowerCase(Locale.ROOT);
    }
    if (quirks.contains(PjlinkQuirk.NUL_PADDING)) {
      text = text.replace("\r", "\r\0\0\0");
    }
    if (quirks.contains(PjlinkQuirk.LINE_FEEDS)) {
      text = text.replace("\r", "\r\n");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int step = quirks.contains(PjlinkQuirk.BYTE_BY_BYTE) ? 1 : bytes.length;
    for (int at = 0; at < bytes.length; at += step) {
      out.write(bytes, at, step);
      out.flush();
    }
  }

  /** A line without its end, null when the other side hung up or says too much. */
  private @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\r') {
        return line.toString(StandardCharsets.UTF_8).strip();
      }
      if (line.size() == LONGEST) {
        return null;
      }
      line.write(b);
    }
    return null;
  }

  private static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
