package city.seki.edge.av.pjlink;

import city.seki.edge.card.Pace;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One connection: greeting, password, and one question after the other. Most devices have one
 * connection to give, so that it is closed as soon as everything is asked.
 *
 * <p>Source: JBMIA, PJLink specifications, version 2.10, sections 2 and 5.
 */
final class Conversation implements AutoCloseable {
  /** Lines that are no answer to what was asked; more in a row are no device. */
  private static final int MOST_STRAY_LINES = 16;

  private final Wire wire;

  /** What goes before the first question; empty from then on. */
  private String digest;

  private Conversation(Wire wire, String digest) {
    this.wire = wire;
    this.digest = digest;
  }

  /**
   * Connects, and hears the greeting.
   *
   * @param password null if none was given
   * @param end when the look is over, in nanoseconds of {@code pace}
   */
  static Conversation open(
      InetSocketAddress address, @Nullable String password, Pace pace, long end)
      throws PjlinkFault, InterruptedException {
    Wire wire = Wire.connect(address, pace, end);
    try {
      return new Conversation(wire, greeting(wire, address, password));
    } catch (PjlinkFault | InterruptedException | RuntimeException e) {
      wire.close();
      throw e;
    }
  }

  private static String greeting(Wire wire, InetSocketAddress address, @Nullable String password)
      throws PjlinkFault, InterruptedException {
    for (int stray = 0; stray <= MOST_STRAY_LINES; stray++) {
      switch (wire.hear()) {
        case Line.Open _ -> {
          return "";
        }
        case Line.Challenge(String random) -> {
          if (password == null) {
            throw PjlinkFault.password(
                address + " wants a password: write it into a file (chmod 600), and name that");
          }
          return md5(random + password);
        }
        case Line.Denied _ -> throw wrongPassword();
        case Line.Answer _ -> {} // a link-up notice (LKUP) on the wrong line
        case Line.Nonsense(String why) ->
            throw PjlinkFault.garbage(address + " does not greet as PJLink does: " + why);
      }
    }
    throw PjlinkFault.garbage(address + " does not greet as PJLink does");
  }

  /** The value of that command, asked of class 1 or 2. */
  Line.Value ask(int version, String command) throws PjlinkFault, InterruptedException {
    wire.say(digest + "%" + version + command + " ?");
    digest = "";
    for (int stray = 0; stray <= MOST_STRAY_LINES; stray++) {
      switch (wire.hear()) {
        case Line.Answer answer -> {
          // Some devices answer a question of class 1 as one of class 2. Notices (LKUP), and an
          // answer to something else, may come between.
          if (answer.command().equals(command)) {
            return answer.value();
          }
        }
        case Line.Denied _ -> throw wrongPassword();
        case Line.Open _, Line.Challenge _ ->
            throw PjlinkFault.garbage("a second greeting in the place of " + command);
        case Line.Nonsense(String why) ->
            throw PjlinkFault.garbage("in the place of " + command + ": " + why);
      }
    }
    throw PjlinkFault.garbage("everything but an answer to " + command);
  }

  private static PjlinkFault wrongPassword() {
    return PjlinkFault.password("the device refuses the password (ERRA): compare it with its menu");
  }

  /** In lower case, as section 5.1 wants it. */
  static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
