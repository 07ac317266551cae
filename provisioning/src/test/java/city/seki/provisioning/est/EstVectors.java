package city.seki.provisioning.est;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The objects of RFC 9148, appendix A. */
final class EstVectors {
  private EstVectors() {}

  static byte[] object(String name) {
    return HexFormat.of().parseHex(all().path("objects").path(name).path("hex").asString());
  }

  static JsonNode all() {
    try (InputStream in = EstVectors.class.getResourceAsStream("/vectors/est.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
