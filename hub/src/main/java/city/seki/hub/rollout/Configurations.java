package city.seki.hub.rollout;

import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Problem;
import city.seki.config.source.Reading;
import city.seki.hub.data.AtomicFile;
import city.seki.hub.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configurations of the city, every one that the hub ever worked with, and the way in for new
 * ones. A new one is what the hub itself works with at once: its offices, seats and people's rights
 * there. Units keep what they have until it is rolled out to them. Safe for all threads.
 */
public final class Configurations {
  private final RolloutDesk desk;
  private final Path file;
  private @Nullable FileTime seen;

  /**
   * @param file the one that the hub works with, {@code city.yaml} of its data directory; {@code
   *     import offices} of another process writes it too
   */
  public Configurations(RolloutDesk desk, Path file) {
    this.desk = desk;
    this.file = file;
  }

  /** What became of a configuration that was brought. */
  public sealed interface Brought {
    /** The hub works with it. */
    record Taken(long version, City city) implements Brought {}

    /** Nothing has changed. */
    record Wrong(List<Problem> problems) implements Brought {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Takes a configuration, all or nothing.
   *
   * @param name what problems call it
   * @param by who brings it
   * @throws DataException if it cannot be written down
   */
  public synchronized Brought bring(String name, String yaml, String by, @Nullable String note) {
    return switch (CityFile.read(name, yaml)) {
      case Reading.Rejected<City> rejected -> new Brought.Wrong(rejected.problems());
      case Reading.Loaded<City> loaded -> {
        long version = desk.keep(yaml, by, note);
        try {
          AtomicFile.write(file, yaml);
        } catch (IOException e) {
          throw new DataException(
              file + " cannot be written: " + e.getMessage() + "; bring it again", e);
        }
        yield new Brought.Taken(version, loaded.value());
      }
    };
  }

  /**
   * Keeps what another process has imported since the last look; one that the hub cannot read is
   * none that it works with.
   */
  public synchronized void follow() {
    try {
      FileTime now = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
      if (now == null || now.equals(seen)) {
        return;
      }
      String yaml = Files.readString(file);
      if (CityFile.readKept(file.toString(), yaml) instanceof Reading.Loaded<City>) {
        var _ = desk.keep(yaml, "cli:" + Files.getOwner(file).getName(), null);
      }
      seen = now;
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
