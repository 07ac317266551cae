package city.seki.provisioning;

import city.seki.config.model.Unit;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.config.source.UnitFile;
import city.seki.config.wire.CardKey;
import city.seki.config.wire.HubKey;
import city.seki.provisioning.secret.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who a unit is, and all that it needs to know before it can speak with its hub.
 *
 * <p>Its file form is a folder, named after the unit, with a {@code unit.yaml} that only its owner
 * can read.
 *
 * @param unit its name and office, what is wired to it and what it looks after
 * @param hub {@code mqtts://host:port}, or {@code mqtt://} for development
 * @param est where it renews its certificate, the best first; empty where it has none
 * @param hubKey with which the hub signs what the unit is to believe, null in an older file
 */
public record UnitIdentity(
    Unit unit, URI hub, List<URI> est, CardKey cardKey, @Nullable HubKey hubKey) {
  private static final String FILE = "unit.yaml";

  /**
   * @throws IllegalArgumentException if the address has not its form
   */
  public UnitIdentity {
    hub = UnitFile.hub(hub.toString());
    est = List.copyOf(est);
  }

  /** A unit without a certificate. */
  public UnitIdentity(Unit unit, URI hub, CardKey cardKey, @Nullable HubKey hubKey) {
    this(unit, hub, List.of(), cardKey, hubKey);
  }

  private static UnitIdentity of(UnitFile.Start it) {
    return new UnitIdentity(it.unit(), it.hub(), it.est(), it.cardKey(), it.hubKey());
  }

  /** All of it but the card key. */
  public UnitFile.Settings settings() {
    return new UnitFile.Settings(unit, hub, est, hubKey);
  }

  /** The file that is, or would be, in the folder of a unit. */
  public static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /**
   * Reads the folder of one unit.
   *
   * @throws IOException with the remedy, if it is damaged, readable for others or unreadable
   */
  public static UnitIdentity read(Path folder) throws IOException {
    Path file = file(folder);
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no such unit: seki-provision batch writes it");
    }
    SecretFile.requireOwnerOnly(file);
    return switch (UnitFile.read(file)) {
      case Reading.Loaded<UnitFile.Start> it -> of(it.value());
      case Reading.Rejected<UnitFile.Start> rejected ->
          throw new FileSystemException(
              rejected.problems().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining(System.lineSeparator())));
    };
  }

  /** Writes it as the folder {@code dir/{unit}}, over an older one of the same unit. */
  public void write(Path dir) throws IOException {
    Path folder = dir.resolve(unit.id());
    SecretFile.createFolder(folder);
    SecretFile.write(file(folder), UnitFile.write(new UnitFile.Start(settings(), cardKey)));
  }
}
