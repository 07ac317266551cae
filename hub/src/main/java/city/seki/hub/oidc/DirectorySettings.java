package city.seki.hub.oidc;

import city.seki.config.model.Text;
import city.seki.config.source.DirectoryFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.hub.access.Role;
import city.seki.hub.data.DataException;
import city.seki.provisioning.secret.Passphrase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the city's directory is asked, and what its groups may do here.
 *
 * @param issuer as its tokens name it
 * @param secret of this client, null for one without
 * @param caFile PEM of the authority of its certificate, null for one that Java knows
 * @param staffNumber claim of the staff number, null if there is none
 * @param groups claim of the groups, its parts joined by dots
 * @param everyone roles of everybody who signs in there
 * @param name what the page calls it, null for its usual words
 * @param publicUrl where browsers reach this hub, without a slash at the end
 */
public record DirectorySettings(
    URI issuer,
    String clientId,
    @Nullable String secret,
    @Nullable Path caFile,
    List<String> scopes,
    @Nullable String staffNumber,
    String groups,
    Map<String, Set<Role>> roles,
    Set<Role> everyone,
    @Nullable Text name,
    URI publicUrl) {
  /** Below the public address; the provider has to know it as this client's. */
  public static final String CALLBACK = "/api/v1/session/directory/callback";

  public DirectorySettings {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
    everyone = Set.copyOf(everyone);
  }

  /**
   * Reads the file of {@code serve --oidc}.
   *
   * @throws DataException with every problem of the file
   * @throws IOException if the secret cannot be read, or is readable for others
   */
  public static DirectorySettings read(Path file, URI publicUrl) throws IOException {
    List<String> known = Arrays.stream(Role.values()).map(Role::word).toList();
    return switch (DirectoryFile.read(file, known)) {
      case Reading.Loaded<DirectoryFile.Content> loaded -> of(loaded.value(), publicUrl);
      case Reading.Rejected<DirectoryFile.Content> rejected ->
          throw new DataException(
              rejected.problems().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining("; ")));
    };
  }

  private static DirectorySettings of(DirectoryFile.Content file, URI publicUrl)
      throws IOException {
    Map<String, Set<Role>> roles = new HashMap<>();
    file.roles().forEach((group, words) -> roles.put(group, roles(words)));
    String url = publicUrl.toString();
    return new DirectorySettings(
        file.issuer(),
        file.clientId(),
        file.clientSecretFile() == null ? null : secret(file.clientSecretFile()),
        file.caFile(),
        file.scopes(),
        file.staffNumber(),
        file.groups(),
        roles,
        roles(file.everyone()),
        file.name(),
        url.endsWith("/") ? URI.create(url.substring(0, url.length() - 1)) : publicUrl);
  }

  private static Set<Role> roles(List<String> words) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    words.forEach(word -> roles.add(Role.of(word)));
    return roles;
  }

  private static String secret(Path file) throws IOException {
    try (Passphrase line = Passphrase.read(file)) {
      return line.lend(String::new);
    }
  }

  /** Where the provider sends browsers back to. */
  URI callback() {
    return URI.create(publicUrl + CALLBACK);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "DirectorySettings[" + issuer + ", " + clientId + "]";
  }
}
