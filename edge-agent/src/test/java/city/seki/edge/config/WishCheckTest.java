package city.seki.edge.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.source.UnitFile;
import city.seki.config.wire.DesiredMessage;
import city.seki.config.wire.SignedDocument;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A unit does as its own hub tells it, and as nobody else does. */
class WishCheckTest {
  private static final byte[] GOOD = Wishes.sealed(Wishes.wish(7, Wishes.text(7))).getBytes(UTF_8);

  private static Reason reason(WishCheck check, byte[] envelope) {
    return assertThrows(Unfit.class, () -> check.believe(envelope)).reason();
  }

  private static Unfit unfit(WishCheck check, String text) {
    DesiredMessage wish = Wishes.wish(7, text);
    return assertThrows(Unfit.class, () -> check.read(wish, Wishes.sealed(wish), text));
  }

  @Test
  void what_the_hub_signed_for_this_unit_is_believed() throws Unfit {
    DesiredMessage wish = Wishes.CHECK.believe(GOOD);
    assertEquals(7, wish.version());
    Wished wished = Wishes.CHECK.read(wish, new String(GOOD, UTF_8), Wishes.text(7));
    assertEquals(URI.create("mqtt://127.0.0.1:2007"), wished.settings().hub());
  }

  @Test
  void anything_else_is_not_and_it_is_told_why() {
    byte[] document = Wishes.wish(7, Wishes.text(7)).toJson();
    assertEquals(
        Reason.UNKNOWN_KEY, reason(Wishes.CHECK, SignedDocument.sign(document, Wishes.OTHER_HUB)));
    assertEquals(Reason.UNREADABLE, reason(Wishes.CHECK, document));
    assertEquals(Reason.UNREADABLE, reason(Wishes.CHECK, new byte[0]));
    byte[] another =
        new String(document, UTF_8).replace("\"unit\":\"u1\"", "\"unit\":\"u2\"").getBytes(UTF_8);
    assertEquals(Reason.FOREIGN, reason(Wishes.CHECK, SignedDocument.sign(another, Wishes.HUB)));
    byte[] later = new String(document, UTF_8).replace("\"v\":1", "\"v\":2").getBytes(UTF_8);
    assertEquals(Reason.UNREADABLE, reason(Wishes.CHECK, SignedDocument.sign(later, Wishes.HUB)));
  }

  @Test
  void a_unit_that_knows_no_hub_believes_nobody() {
    UnitFile.Settings start = Wishes.START;
    WishCheck without =
        new WishCheck(new UnitFile.Settings(start.unit(), start.hub(), start.est(), null));
    assertEquals(Reason.NO_KEY, reason(without, GOOD));
  }

  @Test
  void a_configuration_that_leads_away_is_refused() {
    assertEquals(
        Reason.FOREIGN, unfit(Wishes.CHECK, Wishes.text(7).replace("\"u1\"", "\"u2\"")).reason());
    assertEquals(
        Reason.UNKNOWN_KEY,
        unfit(
                Wishes.CHECK,
                UnitFile.write(
                    Wishes.settings("open", "mqtt://127.0.0.1:1", Wishes.OTHER_HUB.key())))
            .reason());
    UnitFile.Settings secure = Wishes.settings("open", "mqtts://hub:8883", Wishes.HUB.key());
    assertEquals(Reason.INSECURE, unfit(new WishCheck(secure), Wishes.text(7)).reason());
  }

  @Test
  void a_configuration_that_is_none_is_refused_with_its_place() {
    Unfit wrong = unfit(Wishes.CHECK, Wishes.text(7).replace("office:", "offices:"));
    assertEquals(Reason.UNREADABLE, wrong.reason());
    assertTrue(wrong.detail().contains("version 7:"), wrong.detail());
    Unfit secret = unfit(Wishes.CHECK, Wishes.text(7) + "\ncard_key: {id: k1, secret: \"AAAA\"}\n");
    assertEquals(Reason.UNREADABLE, secret.reason());
  }

  @Test
  void another_text_than_the_signed_one_is_refused() {
    DesiredMessage wish = Wishes.wish(7, Wishes.text(7));
    for (String text : List.of(Wishes.text(8), "", Wishes.text(7) + " ")) {
      assertThrows(Unfit.class, () -> Wishes.CHECK.read(wish, Wishes.sealed(wish), text));
    }
  }

  @Test
  void damaged_documents_are_told_and_never_crash() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = GOOD.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      try {
        assertEquals(7, Wishes.CHECK.believe(bytes).version(), "seed " + seed);
      } catch (Unfit e) {
        assertTrue(!e.detail().isEmpty(), "seed " + seed);
      }
    }
  }
}
