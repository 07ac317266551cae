package city.seki.config.source;

import city.seki.config.model.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The YAML file that says how the city's directory is asked who somebody is (OpenID Connect), and
 * what its groups may do at the hub.
 */
public final class DirectoryFile {
  private DirectoryFile() {}

  /**
   * What it says.
   *
   * @param issuer as the provider's own tokens name it: {@code https}, or {@code http} on this
   *     machine
   * @param clientSecretFile null for a client without a secret
   * @param caFile PEM of the authority that the provider's certificate comes from, null for one
   *     that Java knows
   * @param scopes with {@code openid}
   * @param staffNumber the claim that holds a person's staff number; null if none does
   * @param groups the claim that holds a person's groups, its parts joined by dots
   * @param roles words of roles by the group that has them
   * @param everyone words of roles of everybody who can sign in there
   * @param name what the page calls it, null for its usual words
   */
  public record Content(
      URI issuer,
      String clientId,
      @Nullable Path clientSecretFile,
      @Nullable Path caFile,
      List<String> scopes,
      @Nullable String staffNumber,
      String groups,
      Map<String, List<String>> roles,
      List<String> everyone,
      @Nullable Text name) {
    public Content {
      scopes = List.copyOf(scopes);
      roles = Map.copyOf(roles);
      everyone = List.copyOf(everyone);
    }
  }

  /**
   * @param known the words of the roles that there are
   */
  public static Reading<Content> read(Path file, List<String> known) {
    return new YamlFile<>(Shape.DIRECTORY_FILE, block -> content(file, block, known)).read(file);
  }

  private static @Nullable Content content(Path file, Block block, List<String> known) {
    URI issuer = address(block, "issuer");
    String clientId = block.text("client_id");
    List<String> scopes = new ArrayList<>(texts(block.items("scopes")));
    if (!scopes.contains("openid")) {
      scopes.addFirst("openid");
    }
    String groups = block.text("groups");
    Map<String, List<String>> roles = new LinkedHashMap<>();
    for (Block group : block.blocks("roles", Shape.GROUP_ROLES)) {
      String name = group.text("group");
      if (name != null && roles.put(name, words(group.items("roles"), known)) != null) {
        group.problem("group", "this group has its roles above already");
      }
    }
    List<String> everyone = words(block.items("everyone"), known);
    if (roles.isEmpty() && everyone.isEmpty()) {
      block.problem("nobody gets a role: write roles of groups, or everyone: [staff]");
    }
    return issuer == null || clientId == null
        ? null
        : new Content(
            issuer,
            clientId,
            FilePlaces.beside(file, block.text("client_secret_file")),
            FilePlaces.beside(file, block.text("ca_file")),
            scopes,
            block.text("staff_number"),
            groups == null ? "groups" : groups,
            roles,
            everyone,
            CityReading.text(block, "name"));
  }

  private static List<String> texts(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      String text = value.text();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static List<String> words(List<Value> values, List<String> known) {
    List<String> words = new ArrayList<>();
    for (Value value : values) {
      String word = value.word("role", known);
      if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  private static @Nullable URI address(Block block, String key) {
    String text = block.text(key);
    URI address = text == null ? null : address(text);
    if (text != null && address == null) {
      block.problem(key, "expected https://HOST/PATH, or http on this machine; found " + text);
    }
    return address;
  }

  /** An address that nobody can listen to or forge on the way, null if that text is none. */
  public static @Nullable URI address(String text) {
    try {
      URI address = new URI(text);
      boolean local = "http".equals(address.getScheme()) && Loopback.isHost(address.getHost());
      return address.getHost() != null
              && (local || "https".equals(address.getScheme()))
              && address.getRawUserInfo() == null
              && address.getRawQuery() == null
              && address.getRawFragment() == null
          ? address
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
