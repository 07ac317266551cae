package city.seki.provisioning.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.seki.config.model.Unit;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the folder whose content an installer copies on the boot partition of a card with stock
 * Raspberry Pi OS:
 *
 * <pre>
 *   user-data, meta-data   read by cloud-init at the first start
 *   ssh                    empty; lets somebody sign in, where a key was given
 *   seki/claim.yaml        opens the enrolment (not written here)
 *   seki/config.txt        lines that go into the firmware's config.txt
 *   seki/install           what the first start does, as root
 *   seki/packages/*.deb    what it installs
 * </pre>
 *
 * @param zone the city's time
 * @param packages Debian packages, those of Seki and whatever else the unit shall not fetch itself
 * @param sshKey public key of whoever may sign in, null for nobody
 */
public record BootFolder(ZoneId zone, List<Path> packages, @Nullable String sshKey) {
  /** The folder on the boot partition that belongs to Seki. */
  public static final String SEKI = "seki";

  private static final Pattern PUBLIC_KEY =
      Pattern.compile(
          "(ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+( [^\"\\\\\\p{Cntrl}]*)?");

  private static final List<String> NEEDED = List.of("seki-tools_", "seki-edge_");

  public BootFolder {
    packages = List.copyOf(packages);
  }

  /**
   * With the packages of a folder, and the public key of a file.
   *
   * @throws FileSystemException with the remedy, if Seki's packages are not there or the key is
   *     none
   */
  public static BootFolder of(ZoneId zone, Path packages, @Nullable Path sshKey)
      throws IOException {
    List<Path> debs = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(packages, "*.deb")) {
      found.forEach(debs::add);
    }
    debs.sort(Comparator.naturalOrder());
    for (String needed : NEEDED) {
      long count =
          debs.stream().filter(deb -> deb.getFileName().toString().startsWith(needed)).count();
      if (count != 1) {
        throw new FileSystemException(
            "%s has %d packages %s*.deb, and a unit needs one: put those of one version there (provisioning/target, edge-agent/target)"
                .formatted(packages, count, needed));
      }
    }
    return new BootFolder(zone, debs, sshKey == null ? null : publicKey(sshKey));
  }

  private static String publicKey(Path file) throws IOException {
    String line = Files.readString(file, UTF_8).lines().findFirst().orElse("").strip();
    if (!PUBLIC_KEY.matcher(line).matches()) {
      throw new FileSystemException(
          file
              + ": its first line is no public key of SSH, as ssh-keygen writes it to a file .pub");
    }
    return line;
  }

  /**
   * Writes all but the claim.
   *
   * @param folder of this unit; it is there
   * @param batch names this set-up
   */
  public void write(Path folder, Unit unit, String batch) throws IOException {
    Path seki = folder.resolve(SEKI);
    Path debs = Files.createDirectories(seki.resolve("packages"));
    FirstStart start = new FirstStart(unit.id(), batch, zone, sshKey);
    SecretFile.write(folder.resolve("user-data"), start.userData());
    SecretFile.write(folder.resolve("meta-data"), start.metaData());
    if (sshKey != null) {
      SecretFile.write(folder.resolve("ssh"), "");
    }
    SecretFile.write(seki.resolve("config.txt"), FirmwareSettings.of(unit));
    SecretFile.write(seki.resolve("install"), installer());
    for (Path deb : packages) {
      var _ = Files.copy(deb, debs.resolve(deb.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String installer() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BootFolder.class.getResourceAsStream("install"), "install")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
