package city.seki.edge.card.felica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same codes by openssl alone: the card's key by {@code openssl mac}, session key and code by
 * {@code openssl enc}, put together here as hardware.md 1.5 says, not as the main code does.
 */
@Timeout(300)
class OpensslMacIT {
  private static final int CARDS = 25;
  private static final HexFormat HEX = HexFormat.of();
  private static final String ZEROS = "00".repeat(8);

  @BeforeAll
  static void find() {
    boolean found =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
    if (!found && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort("openssl is not installed: apt-get install openssl");
    }
    assertTrue(found, "openssl is not installed");
  }

  private static byte[] openssl(byte[] in, String... arguments) throws Exception {
    Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    try (var out = process.getOutputStream()) {
      out.write(in);
    }
    byte[] answer = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), new String(answer, UTF_8));
    return answer;
  }

  private static byte[] cbc(byte[] key, String iv, byte[] data) throws Exception {
    String hex = HEX.formatHex(key);
    return openssl(data, "openssl", "enc", "-des-ede-cbc", "-nopad", "-K", hex, "-iv", iv);
  }

  private static String cmac(String key, byte[] data) throws Exception {
    String cipher = "cipher:DES-EDE3-CBC";
    byte[] code =
        openssl(
            data,
            "openssl",
            "mac",
            "-macopt",
            cipher,
            "-macopt",
            "hexkey:" + key,
            "-in",
            "-",
            "CMAC");
    return new String(code, UTF_8).strip().toLowerCase(Locale.ROOT);
  }

  /** Each 8 bytes in the opposite order, digit by digit of their hex. */
  private static String reversed(String hex) {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at < hex.length(); at += 16) {
      for (int i = at + 14; i >= at; i -= 2) {
        all.append(hex, i, i + 2);
      }
    }
    return all.toString();
  }

  @Test
  void openssl_computes_the_same_for_cards_drawn_at_random() throws Exception {
    long seed = 20261129;
    Random random = new Random(seed);
    for (int i = 0; i < CARDS; i++) {
      byte[] master = new byte[24];
      byte[] id = new byte[16];
      byte[] rc = new byte[16];
      random.nextBytes(master);
      random.nextBytes(id);
      random.nextBytes(rc);
      String where = "seed " + seed + ", card " + i;
      String key = HEX.formatHex(master);
      byte[] turned = id.clone();
      turned[0] ^= (byte) 0x80;
      String cardKey = cmac(key, id) + cmac(key, turned);
      byte[] ours = MasterKey.parse(key).cardKey(id);
      assertEquals(cardKey, HEX.formatHex(ours), where);

      String drawn = reversed(HEX.formatHex(rc));
      byte[] session = cbc(HEX.parseHex(reversed(cardKey)), ZEROS, HEX.parseHex(drawn));
      String front = reversed("82009100ffffffff");
      byte[] data = HEX.parseHex(front + reversed(HEX.formatHex(id)));
      byte[] chained = cbc(session, drawn.substring(0, 16), data);
      String mac = reversed(HEX.formatHex(Arrays.copyOfRange(chained, 16, 24)));
      byte[] ourMac = SessionKey.of(ours, rc).macOfRead(new int[] {0x82}, id);
      assertEquals(mac, HEX.formatHex(ourMac), where);
    }
  }
}
