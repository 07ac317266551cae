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

/**
 * The two YAML files that tell a unit what it is: where its hub is, what is wired to it. The one
 * that it starts from has the city's card key too; the one that a hub sends when something of it
 * changes has no secret.
 */
public final class UnitFile {
  private static final YamlFile<Settings> WITHOUT_SECRETS =
      new YamlFile<>(Shape.UNIT_SETTINGS, UnitFile::settings);
  private static final YamlFile<Start> WITH_SECRETS =
      new YamlFile<>(Shape.UNIT_FILE, UnitFile::start);

  private UnitFile() {}

  /**
   * What a unit may be told anew at any time; no secret.
   *
   * @param hub {@code mqtts://host:port}, or {@code mqtt://host:port} in development
   * @param est where certificates are renewed, {@code coaps://host:port} or {@code
   *     https://host:port}, the best first; empty for a unit without one
   * @param hubKey with which the hub signs, null in a file that does not know it
   */
  public record Settings(Unit unit, URI hub, List<URI> est, @Nullable HubKey hubKey) {
    public Settings {
      est = List.copyOf(est);
    }
  }

  /** What a unit starts from. */
  public record Start(Settings settings, CardKey cardKey) {
    public Unit unit() {
      return settings.unit();
    }

    public URI hub() {
      return settings.hub();
    }

    public List<URI> est() {
      return settings.est();
    }

    public @Nullable HubKey hubKey() {
      return settings.hubKey();
    }
  }

  public static Reading<Start> read(Path file) {
    return WITH_SECRETS.read(file);
  }

  /**
   * The same for a text.
   *
   * @param place where it comes from, for the problems
   */
  public static Reading<Start> read(String place, String yaml) {
    return WITH_SECRETS.read(place, yaml);
  }

  /**
   * The text of a file without secrets; one with a card key is none.
   *
   * @param place where it comes from, for the problems
   */
  public static Reading<Settings> readSettings(String place, String yaml) {
    return WITHOUT_SECRETS.read(place, yaml);
  }

  /** The text that reads to the same again. It holds the card key: only its owner may read it. */
  public static String write(Start start) {
    CardKey key = start.cardKey();
    CardKey before = key.before();
    return "# Written by seki-provision. It holds a secret: keep it readable by its owner only.\n"
        + head(start.settings())
        + key("card_key", key)
        + (before == null ? "# card_key_before: none\n" : key("card_key_before", before))
        + wires(start.unit());
  }

  /** The text that reads to the same again; it holds no secret. */
  public static String write(Settings settings) {
    return "# What this unit is told to be, by its hub. It holds no secret.\n"
        + head(settings)
        + wires(settings.unit());
  }

  private static String head(Settings settings) {
    HubKey hubKey = settings.hubKey();
    return String.join(
        "\n",
        "unit: " + CityText.quoted(settings.unit().id()),
        "office: " + CityText.quoted(settings.unit().office()),
        "hub: " + CityText.quoted(settings.hub().toString()),
        "est: " + EstAddress.write(settings.est()),
        hubKey == null ? "# hub_key: unknown" : "hub_key: " + CityText.quoted(hubKey.toString()),
        "");
  }

  private static String wires(Unit unit) {
    return "readers:\n" + CityText.readers(unit.readers(), 2) + CityText.surveyed(unit, 0);
  }

  private static String key(String name, CardKey key) {
    String secret = Base64.getEncoder().encodeToString(key.secret());
    return "%s: {id: %s, secret: \"%s\"}\n".formatted(name, CityText.quoted(key.id()), secret);
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

  private static @Nullable Start start(Block block) {
    CardKey key = cardKey(block);
    Settings settings = settings(block);
    return key == null || settings == null ? null : new Start(settings, key);
  }

  private static @Nullable Settings settings(Block block) {
    String unit = block.name("unit", "unit");
    String office = block.name("office", "office");
    URI hub = hub(block);
    HubKey hubKey = hubKey(block);
    Unique names = new Unique("reader");
    Wires wires = new Wires();
    List<Wiring> readers =
        UnitReading.readers(
            block,
            wires,
            (Block reader, ReaderName name) -> names.add(name.toString(), reader.get("name")));
    Surveyed around = new Surveyed(block, wires, null, office, new Surveyed.Names());
    return unit == null || office == null || hub == null
        ? null
        : new Settings(
            new Unit(unit, office, readers, around.sensors(), around.devices()),
            hub,
            EstAddress.read(block),
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
