package city.seki.config.source;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Wiring;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The YAML file with which a new unit opens its enrolment, once: where to ask, and either the
 * certificate and key of a claim or a code that was typed. What stands in its PEM is not looked at
 * here.
 */
public final class ClaimFile {
  private static final int INDENT = 2;
  private static final YamlFile<Content> FILE =
      new YamlFile<>(Shape.CLAIM_FILE, ClaimFile::content);

  private ClaimFile() {}

  /**
   * What it says.
   *
   * @param unit whose claim it is, null where only the hub knows
   * @param est where to ask, the best first; at least one
   * @param readers whose lights show that the unit waits; may be empty
   */
  public record Content(@Nullable String unit, List<URI> est, Proof proof, List<Wiring> readers) {
    public Content {
      est = List.copyOf(est);
      readers = List.copyOf(readers);
    }
  }

  /** With what the unit shows that it is meant. */
  public sealed interface Proof {}

  /**
   * @param root PEM of the city's root
   * @param certificate PEM of the claim's certificate and its issuing CA
   * @param key PEM of its private key, PKCS#8
   */
  public record OfCertificate(String root, String certificate, String key) implements Proof {
    /** Without the key. */
    @Override
    public String toString() {
      return "OfCertificate";
    }
  }

  /** A code that was typed. */
  public record OfCode(String code) implements Proof {
    /** Without the code. */
    @Override
    public String toString() {
      return "OfCode";
    }
  }

  public static Reading<Content> read(Path file) {
    return FILE.read(file);
  }

  /**
   * The same for a text.
   *
   * @param place where it comes from, for the problems
   */
  public static Reading<Content> read(String place, String yaml) {
    return FILE.read(place, yaml);
  }

  private static @Nullable Content content(Block block) {
    String unit = block.name("unit", "unit");
    List<URI> est = EstAddress.read(block);
    Value list = block.get("est");
    if (list != null && list.isEmptyList()) {
      list.problem("a unit has to ask somewhere: write coaps://HOST:5684 or https://HOST:8443");
    }
    Proof proof = proof(block);
    Unique names = new Unique("reader");
    List<Wiring> readers =
        UnitReading.readers(
            block,
            new Wires(),
            (Block reader, ReaderName name) -> names.add(name.toString(), reader.get("name")));
    return proof == null ? null : new Content(unit, est, proof, readers);
  }

  private static @Nullable Proof proof(Block block) {
    String code = block.text("code");
    String root = lines(block, "root");
    String certificate = lines(block, "certificate");
    String key = lines(block, "key");
    if (code != null && root == null && certificate == null && key == null) {
      return new OfCode(code);
    }
    if (code == null && root != null && certificate != null && key != null) {
      return new OfCertificate(root, certificate, key);
    }
    block.problem(
        "a claim has root, certificate and key, or a code alone: let the hub's operator make it"
            + " anew with seki-provision batch");
    return null;
  }

  private static @Nullable String lines(Block block, String key) {
    Value value = block.get(key);
    return value == null ? null : value.lines();
  }

  /** The text that reads to the same again. It holds a secret: only its owner may read it. */
  public static String write(Content claim) {
    StringBuilder text =
        new StringBuilder(
            "# Opens the enrolment of one unit, once. It holds a secret: keep it to yourself, and"
                + " delete it afterwards.\n");
    if (claim.unit() != null) {
      text.append("unit: ").append(CityText.quoted(claim.unit())).append('\n');
    }
    text.append("est: ").append(EstAddress.write(claim.est())).append('\n');
    switch (claim.proof()) {
      case OfCode(var code) -> text.append("code: ").append(CityText.quoted(code)).append('\n');
      case OfCertificate(var root, var certificate, var key) ->
          text.append(block("root", root))
              .append(block("certificate", certificate))
              .append(block("key", key));
    }
    if (!claim.readers().isEmpty()) {
      text.append("readers:\n").append(CityText.readers(claim.readers(), INDENT));
    }
    return text.toString();
  }

  private static String block(String key, String pem) {
    return pem.strip()
        .lines()
        .map(line -> " ".repeat(INDENT) + line.strip() + "\n")
        .collect(Collectors.joining("", key + ": |\n", ""));
  }
}
