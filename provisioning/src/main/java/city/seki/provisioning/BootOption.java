package city.seki.provisioning;

import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.provisioning.boot.BootFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What else than a claim lies on the boot partition of a new unit's card. */
final class BootOption {
  @Option(
      names = "--boot",
      description =
          "folders to be copied on the boot partition of a stock Raspberry Pi OS, which becomes the"
              + " unit at its first start; needs --city and --packages")
  boolean wanted;

  @Option(
      names = "--city",
      paramLabel = "FILE|DIR",
      description = "with --boot: the city's file or folder, for how the units are wired")
  private @Nullable Path city;

  @Option(
      names = "--packages",
      paramLabel = "DIR",
      description =
          "with --boot: Debian packages that go on the card: seki-tools, seki-edge, and what else a"
              + " unit shall not fetch itself")
  private @Nullable Path packages;

  @Option(
      names = "--ssh-key",
      paramLabel = "FILE",
      description =
          "with --boot: public key of whoever may sign in as seki-admin (default: nobody may)")
  private @Nullable Path sshKey;

  /** The city's units, and what is laid beside their claims. */
  record Boot(City city, BootFolder folder) {}

  /**
   * Null where none is wanted.
   *
   * @throws IOException with the remedy, if something is missing or wrong
   */
  @Nullable Boot read() throws IOException {
    if (!wanted) {
      return null;
    }
    if (city == null || packages == null) {
      throw new FileSystemException(
          "--boot needs --city FILE|DIR, for how the units are wired, and --packages DIR, for what they"
              + " install");
    }
    City read =
        switch (CityFile.read(city)) {
          case Reading.Loaded<City> loaded -> loaded.value();
          case Reading.Rejected<City> rejected ->
              throw new FileSystemException(
                  rejected.problems().stream()
                      .map(Problem::toString)
                      .collect(Collectors.joining(System.lineSeparator())));
        };
    return new Boot(read, BootFolder.of(read.timeZone(), packages, sshKey));
  }
}
