package city.seki.provisioning;

import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.operator.HubApi;
import city.seki.config.source.ClaimFile;
import city.seki.config.wire.BadMessage;
import city.seki.config.wire.JsonFields;
import city.seki.config.wire.JsonText;
import city.seki.provisioning.boot.BootFolder;
import city.seki.provisioning.cert.P256;
import city.seki.provisioning.cert.Pem;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has the hub make claims, one for each unit: as folders for boot partitions, whose keys are made
 * here and seen by nobody else, or as codes to be typed.
 *
 * @param days for which the claims hold
 * @param approval {@code by-batch} or {@code by-operator}
 * @param card what goes on the units' cards besides, null where claims are all
 */
record ClaimBatch(
    String name, int days, String approval, Path out, BootOption.@Nullable Boot card) {
  private static final String CLAIMS = "/api/v1/enrolment/claims";
  private static final String KEY = "PRIVATE KEY";

  /**
   * Writes {@code OUT/UNIT/claim.yaml} for each; for a card all of what is copied on it, with the
   * claim as {@code OUT/UNIT/seki/claim.yaml}.
   */
  void certificates(HubApi hub, List<String> units, SecureRandom random) throws IOException {
    requireWired(units);
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
        SecretFile.write(
            folder(unit).resolve("claim.yaml"),
            ClaimFile.write(
                new ClaimFile.Content(
                    unit,
                    est,
                    new ClaimFile.OfCertificate(root, claim.text("certificate"), key),
                    readers(unit))));
      }
    } catch (BadMessage e) {
      throw unreadable(e);
    }
  }

  /** Asked for before the hub makes claims that nobody could use. */
  private void requireWired(List<String> units) throws IOException {
    for (String unit : units) {
      if (card != null && !card.city().units().containsKey(unit)) {
        throw new FileSystemException(
            "--city has no unit "
                + unit
                + ", which the hub has: give the file that it has imported");
      }
    }
  }

  /** Where the unit's claim goes; what else goes on its card lies there already. */
  private Path folder(String unit) throws IOException {
    Path folder = out.resolve(unit);
    SecretFile.createFolder(folder);
    if (card == null) {
      return folder;
    }
    card.folder().write(folder, wired(card, unit), name);
    return folder.resolve(BootFolder.SEKI);
  }

  /** Its lights show that it waits, if they are known. */
  private List<Wiring> readers(String unit) {
    return card == null ? List.of() : wired(card, unit).readers();
  }

  private static Unit wired(BootOption.Boot card, String unit) {
    return Objects.requireNonNull(card.city().units().get(unit), unit);
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
