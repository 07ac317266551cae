package city.seki.provisioning;

import city.seki.config.source.ClaimFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Has the hub make claims, one for each unit: as folders for boot partitions, whose keys are made
 * here and seen by nobody else, or as codes to be typed.
 *
 * @param days for which the claims hold
 * @param approval {@code by-batch} or {@code by-operator}
 */
record ClaimBatch(String name, int days, String approval, Path out) {
  private static final String CLAIMS = "/api/v1/enrolment/claims";
  private static final String KEY = "PRIVATE KEY";

  /** Writes {@code OUT/UNIT/claim.yaml} for each. */
  void certificates(HubApi hub, List<String> units, SecureRandom random) throws IOException {
    Map<String, KeyPair> pairs = new LinkedHashMap<>();
    units.forEach(unit -> pairs.put(unit, P256.generate(random)));
    JsonFields made =
        asked(
            hub,
            o ->
                o.array(
                    "keys",
                    pairs.entrySet(),
                    (each, k) ->
                        k.put("unit", each.getKey())
                            .put(
                                "key",
                                Base64.getEncoder()
                                    .encodeToString(each.getValue().getPublic().getEncoded()))));
    try {
      List<URI> est = made.texts("est").stream().map(URI::create).toList();
      String root = made.text("root");
      for (JsonFields claim : made.objects("claims")) {
        String unit = claim.text("unit");
        KeyPair pair = pairs.get(unit);
        if (pair == null) {
          throw new BadMessage("$.claims", "a unit that was not asked for");
        }
        String key = Pem.write(KEY, pair.getPrivate().getEncoded());
        Path folder = out.resolve(unit);
        SecretFile.createFolder(folder);
        SecretFile.write(
            folder.resolve("claim.yaml"),
            ClaimFile.write(
                new ClaimFile.Content(
                    unit,
                    est,
                    new ClaimFile.OfCertificate(root, claim.text("certificate"), key),
                    List.of())));
      }
    } catch (BadMessage e) {
      throw unreadable(e);
    }
  }

  /** Writes {@code OUT/codes.csv}: unit and code, one a line. */
  void codes(HubApi hub, List<String> units) throws IOException {
    JsonFields made = asked(hub, o -> o.put("units", units));
    StringBuilder sheet = new StringBuilder("unit,code\n");
    try {
      for (JsonFields claim : made.objects("claims")) {
        sheet.append(claim.text("unit")).append(',').append(claim.text("code")).append('\n');
      }
    } catch (BadMessage e) {
      throw unreadable(e);
    }
    SecretFile.createFolder(out);
    SecretFile.write(out.resolve("codes.csv"), sheet.toString());
  }

  private JsonFields asked(HubApi hub, Consumer<JsonText> what) throws IOException {
    byte[] answer =
        hub.post(
            CLAIMS,
            JsonText.object(
                o ->
                    what.accept(o.put("batch", name).put("days", days).put("approval", approval))));
    try {
      return JsonFields.parse(answer);
    } catch (BadMessage e) {
      throw unreadable(e);
    }
  }

  private static IOException unreadable(BadMessage e) {
    return new IOException("the hub's answer cannot be read: " + e.getMessage(), e);
  }
}
