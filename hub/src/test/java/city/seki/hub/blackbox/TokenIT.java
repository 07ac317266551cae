package city.seki.hub.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.unit.EstAnswer;
import city.seki.provisioning.unit.EstClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The keys of root and issuing CA on a token that speaks PKCS#11 (SoftHSM), made and used by the
 * built programs: they never leave it, openssl verifies what was signed, and while the token is
 * away nobody gets a certificate and everything else goes on.
 */
@Timeout(300)
class TokenIT {
  @TempDir private Path folder;

  @Test
  void keys_are_made_on_a_token_and_while_it_is_away_only_enrolment_waits() throws Exception {
    SoftToken token = new SoftToken(folder.resolve("token-of-tests"));
    token.initialise();
    try (SecureCity city = new SecureCity(folder, 1, 1, token.keys())) {
      neverLeaves(city, token);
      Path claims = city.claims(List.of("u1", "u2"));
      Newcomer first = Newcomer.of("u1", claims.resolve("u1"), new SecureRandom());
      assertInstanceOf(EstAnswer.Certificates.class, first.ask("https"));
      isVerified(city, first);
      assertEquals("ok", authority(city));

      token.pullOut();
      Newcomer second = Newcomer.of("u2", claims.resolve("u2"), new SecureRandom());
      for (String scheme : List.of("https", "coaps")) {
        assertInstanceOf(EstAnswer.Wait.class, second.ask(scheme), scheme);
      }
      assertTrue(authority(city).contains("the authority's key cannot be used"), authority(city));
      HubProgram.Ran batch =
          city.tryTo("batch", "--units", "u3", "--out", folder.resolve("more").toString());
      assertEquals(1, batch.code());
      assertTrue(batch.err().contains("the authority's key cannot be used"), batch.err());
      try (EstClient client = first.asUnit("https")) {
        assertInstanceOf(EstAnswer.StartDocument.class, client.startDocument());
      }

      token.putBack();
      Await.until(
          "the same request is granted",
          () -> second.ask("https") instanceof EstAnswer.Certificates);
      isVerified(city, second);
      assertEquals("ok", authority(city));
    }
  }

  private static void neverLeaves(SecureCity city, SoftToken token) throws Exception {
    assertTrue(Files.notExists(city.data().resolve("keys/ca/issuing-ca.key")));
    String objects = token.objects();
    assertEquals(2, objects.split("never extractable", -1).length - 1, objects);
  }

  private void isVerified(SecureCity city, Newcomer unit) throws Exception {
    var chain = Objects.requireNonNull(unit.identity()).chain();
    Path own = Files.writeString(folder.resolve("own.pem"), Pem.write(chain.subList(0, 1)));
    Path issuing = Files.writeString(folder.resolve("issuing.pem"), Pem.write(chain.subList(1, 2)));
    Path root = Files.writeString(folder.resolve("root.pem"), Pem.write(List.of(city.root())));
    Tools.run(
        "openssl",
        "verify",
        "-x509_strict",
        "-CAfile",
        root.toString(),
        "-untrusted",
        issuing.toString(),
        own.toString());
  }

  /** What /readyz says of it; the hub is ready all the same. */
  private static String authority(SecureCity city) throws IOException, InterruptedException {
    HttpResponse<String> answer = city.web().request("GET", "/readyz", null);
    assertEquals(200, answer.statusCode(), answer.body());
    for (JsonNode part : city.web().get("/readyz").get("parts")) {
      if (part.get("part").asString().equals("authority")) {
        return part.get("trouble").isNull() ? "ok" : part.get("trouble").asString();
      }
    }
    throw new AssertionError(answer.body());
  }

  @Test
  void what_is_wrong_with_a_token_is_said_with_the_remedy() throws Exception {
    SoftToken token = new SoftToken(folder.resolve("token-of-tests"));
    refused(token, "the token cannot be used");
    token.initialise();
    Path pin = token.pinFile();
    SecureCity.secret(pin, "0000-0000\n");
    refused(token, "the token refuses the PIN", "it is not tried again");
    SecureCity.secret(pin, "4711-4711\n");
    assertEquals(0, root(token, "first").code());
    refused(token, "has a key 'seki-root-ca' already");
    Files.writeString(token.settings(), "name = Seki\nlibrary = /nowhere.so\n");
    refused(token, "the token cannot be used", "slotListIndex");
    Files.delete(token.settings());
    refused(token, "there are no such settings");
    assertFalse(Files.exists(folder.resolve("second")), "something was made");
  }

  private void refused(SoftToken token, String... said) throws Exception {
    HubProgram.Ran ran = root(token, "second");
    assertEquals(1, ran.code(), ran.err());
    for (String each : said) {
      assertTrue(ran.err().contains(each), ran.err());
    }
  }

  private HubProgram.Ran root(SoftToken token, String name) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("ca", "root", "--root", folder.resolve(name).toString()));
    all.addAll(token.keys().provision());
    return HubProgram.run(token.environment(), HubProgram.PROVISION, all.toArray(String[]::new));
  }
}
