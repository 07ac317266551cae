package city.seki.provisioning.est;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The other messages of EST, against RFC 9148's own. */
class EstMessagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"cacerts", "enroll", "skg_p7"})
  void answers_of_the_rfc_are_read_and_written_to_the_same_bytes(String name) throws Exception {
    byte[] der = EstVectors.object(name);
    List<X509Certificate> read = CertsOnly.read(der);
    assertEquals(1, read.size());
    assertArrayEquals(der, CertsOnly.write(read));
  }

  @Test
  void more_certificates_keep_their_order() throws Exception {
    List<X509Certificate> all = new ArrayList<>();
    for (String name : List.of("enroll", "cacerts", "skg_p7")) {
      all.addAll(CertsOnly.read(EstVectors.object(name)));
    }
    assertEquals(all, CertsOnly.read(CertsOnly.write(all)));
    assertEquals(List.of(), CertsOnly.read(CertsOnly.write(List.of())));
  }

  @Test
  void cut_answer_is_malformed() {
    byte[] der = EstVectors.object("cacerts");
    for (int length = 0; length < der.length; length++) {
      byte[] cut = Arrays.copyOf(der, length);
      assertThrows(MalformedDer.class, () -> CertsOnly.read(cut));
    }
    assertThrows(MalformedDer.class, () -> CertsOnly.read(EstVectors.object("csr")));
    assertThrows(MalformedDer.class, () -> CertsOnly.read(new byte[CertsOnly.MOST_BYTES + 1]));
  }

  @Test
  void attributes_want_p256_and_ecdsa() throws MalformedDer {
    assertEquals(
        "3021301506072a8648ce3d0201310a06082a8648ce3d030107" + "06082a8648ce3d040302",
        HexFormat.of().formatHex(CsrAttributes.write(false)));
    Der linked = new Der(CsrAttributes.write(true)).enter(Der.SEQUENCE);
    linked.element(Der.SEQUENCE);
    linked.element(Der.OID);
    assertArrayEquals(DerBytes.oid(Oids.CHALLENGE_PASSWORD), linked.element(Der.OID));
    linked.end("all");
  }

  @Test
  void body_over_https_is_base64_in_lines() {
    byte[] bytes = EstVectors.object("csr");
    String body = Base64Body.write(bytes);
    assertTrue(body.lines().allMatch(line -> line.length() <= 64) && body.endsWith("\r\n"), body);
    for (String form :
        List.of(body, body.replace("\r", ""), body.replace("\r\n", ""), "\t " + body + "  \n")) {
      assertArrayEquals(bytes, Base64Body.read(form.getBytes(US_ASCII), 399).orElseThrow());
    }
    assertEquals(Optional.empty(), Base64Body.read(body.getBytes(US_ASCII), 398));
    for (String form : List.of("====", "A", "MII!", "MIIB\0", "MIIB====")) {
      assertEquals(Optional.empty(), Base64Body.read(form.getBytes(US_ASCII), 399), form);
    }
  }

  @Test
  void resources_and_formats_are_those_of_the_rfc() {
    JsonNode vectors = EstVectors.all();
    for (EstResource resource : EstResource.values()) {
      JsonNode entry = vectors.path("resources").path("/" + resource.coapName());
      String method = entry.path("method").asString();
      assertEquals(
          method,
          resource.takes().map(takes -> "POST " + takes.number()).orElse("GET"),
          resource::toString);
      String reply = entry.path("reply").asString();
      assertTrue(reply.contains(String.valueOf(resource.gives().number())), reply);
      assertTrue(vectors.path("rt").toString().contains(resource.resourceType()));
    }
    for (ContentFormat format : ContentFormat.values()) {
      String type =
          vectors.path("content_formats").path(String.valueOf(format.number())).asString();
      assertEquals("application/" + type, format.mediaType());
      assertEquals(Optional.of(format), ContentFormat.of(format.number()));
    }
    assertEquals(Optional.empty(), ContentFormat.of(0));
  }

  /** Whatever comes over the wire is answered: a request, a reason, and no other exception. */
  @Test
  void damaged_bytes_are_told_and_never_crash() {
    List<byte[]> seeds =
        List.of(
            EstVectors.object("csr"),
            EstVectors.object("skg_csr"),
            EstVectors.object("cacerts"),
            EstVectors.object("enroll"),
            EstVectors.object("csrattrs"));
    for (long seed = 1; seed <= 30_000; seed++) {
      byte[] bytes = damaged(seeds, new Random(seed));
      try {
        CertificateRequest.read(bytes);
        Base64Body.read(bytes, 1_000);
        CertsOnly.read(bytes);
      } catch (MalformedDer e) {
        // the one way in which an answer is refused
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  private static byte[] damaged(List<byte[]> seeds, Random random) {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 0; times--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = spliced(bytes, at, seeds.get(random.nextInt(seeds.size())), random);
        default -> bytes[at] = (byte) (0x80 | random.nextInt(8));
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] other, Random random) {
    int from = random.nextInt(other.length);
    int length = Math.min(random.nextInt(20), other.length - from);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    System.arraycopy(other, from, longer, at, length);
    return longer;
  }
}
