package city.seki.config.source;

import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import city.seki.config.model.Wiring;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** The YAML file that a unit starts from: who it is, where its hub is, what is wired to it. */
public final class UnitFile {
  private UnitFile() {}

  /** What became of it. */
  public sealed interface Result {}

  /**
   * @param hub {@code mqtts://host:port}, or {@code mqtt://host:port} in development
   * @param est where certificates are renewed, {@code coaps://host:port} or {@code
   *     https://host:port}, the best first; empty for a unit without one
   * @param hubKey with which the hub signs, null in a file that does not know it
   */
  public record Loaded(Unit unit, URI hub, List<URI> est, CardKey cardKey, @Nullable HubKey hubKey)
      implements Result {
    public Loaded {
      est = List.copyOf(est);
    }
  }

  /**
   * @param problems at least one, in the order of the file
   */
  public record Rejected(List<Problem> problems) implements Result {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  public static Result read(Path file) {
    Problems problems = new Problems(file.toString());
    return read(YamlText.of(file, problems), problems);
  }

  /**
   * The same for a text.
   *
   * @param place where it comes from, for the problems
   */
  public static Result read(String place, String yaml) {
    return read(yaml, new Problems(place));
  }

  private static Result read(@Nullable String yaml, Problems problems) {
    Node root = yaml == null ? null : YamlText.compose(yaml, problems);
    Block block = root == null ? null : new Value(root, problems).block(Shape.UNIT_FILE);
    Loaded loaded = block == null ? null : loaded(block);
    return loaded != null && problems.none() ? loaded : new Rejected(problems.sorted());
  }

  /** The text that reads to the same again. It holds the card key: only its owner may read it. */
  public static String write(
      Unit unit, URI hub, List<URI> est, CardKey cardKey, @Nullable HubKey hubKey) {
    return String.join(
        "\n",
        "# Written by seki-provision. It holds a secret: keep it readable by its owner only.",
        "unit: " + CityText.quoted(unit.id()),
        "office: " + CityText.quoted(unit.office()),
        "hub: " + CityText.quoted(hub.toString()),
        "est: " + EstAddress.write(est),
        key("card_key", cardKey),
        cardKey.before() == null
            ? "# card_key_before: none"
            : key("card_key_before", cardKey.before()),
        hubKey == null ? "# hub_key: unknown" : "hub_key: " + CityText.quoted(hubKey.toString()),
        "readers:",
        CityText.readers(unit.readers(), 2) + CityText.surveyed(unit, 0));
  }

  private static String key(String name, CardKey key) {
    String secret = Base64.getEncoder().encodeToString(key.secret());
    return "%s: {id: %s, secret: \"%s\"}".formatted(name, CityText.quoted(key.id()), secret);
  }

  /**
   * The address of a hub.
   *
   * @throws IllegalArgumentException if it is neither {@code mqtts://host:port} nor {@code
   *     mqtt://host:port}
   */
  public static URI hub(String text) {
    try {
      URI hub = new URI(text);
      if (("mqtt".equals(hub.getScheme()) || isSecure(hub))
          && hub.getHost() != null
          && hub.getPort() > 0
          && hub.getPort() <= 0xFFFF
          && hub.getUserInfo() == null
          && hub.getRawPath().isEmpty()
          && hub.getRawQuery() == null
          && hub.getRawFragment() == null) {
        return hub;
      }
    } catch (URISyntaxException e) {
      // Said below: what it should look like helps more than what the parser stumbled over.
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no hub address: write mqtts://HOST:8883, or mqtt://127.0.0.1:1883 for a hub"
            + " with --dev");
  }

  /** True if the hub at that address wants certificates. */
  public static boolean isSecure(URI hub) {
    return "mqtts".equals(hub.getScheme());
  }

  private static @Nullable Loaded loaded(Block block) {
    String unit = block.name("unit", "unit");
    String office = block.name("office", "office");
    URI hub = hub(block);
    CardKey key = cardKey(block);
    HubKey hubKey = hubKey(block);
    Unique names = new Unique("reader");
    Wires wires = new Wires();
    List<Wiring> readers =
        UnitReading.readers(
            block,
            wires,
            (Block reader, ReaderName name) -> names.add(name.toString(), reader.get("name")));
    Surveyed around = new Surveyed(block, wires, null, office, new Surveyed.Names());
    return unit == null || office == null || hub == null || key == null
        ? null
        : new Loaded(
            new Unit(unit, office, readers, around.sensors(), around.devices()),
            hub,
            EstAddress.read(block),
            key,
            hubKey);
  }

  private static @Nullable URI hub(Block block) {
    String text = block.text("hub");
    try {
      return text == null ? null : hub(text);
    } catch (IllegalArgumentException e) {
      block.problem("hub", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static @Nullable HubKey hubKey(Block block) {
    String text = block.text("hub_key");
    try {
      return text == null ? null : HubKey.parse(text);
    } catch (IllegalArgumentException e) {
      block.problem(
          "hub_key", "the hub's key is damaged: let seki-provision batch write this file anew");
      return null;
    }
  }

  /** The key with the one before it, while there is one. */
  private static @Nullable CardKey cardKey(Block file) {
    CardKey key = oneKey(file.block("card_key", Shape.CARD_KEY));
    CardKey before = oneKey(file.block("card_key_before", Shape.CARD_KEY));
    if (key == null || before == null) {
      return key;
    }
    if (before.id().equals(key.id())) {
      file.problem("card_key_before", "has the id of card_key: leave it out");
      return null;
    }
    return key.following(before);
  }

  private static @Nullable CardKey oneKey(@Nullable Block block) {
    String id = block == null ? null : block.text("id");
    String secret = block == null ? null : block.text("secret");
    if (block == null || id == null || secret == null) {
      return null;
    }
    try {
      return new CardKey(id, Base64.getDecoder().decode(secret));
    } catch (IllegalArgumentException e) {
      block.problem("the card key is damaged: let seki-provision batch write this file anew");
      return null;
    }
  }
}
