package city.seki.hub;

import city.seki.config.model.City;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.hub.data.DataDirectory;
import java.nio.file.Files;
import java.time.ZoneId;

/** The time zone in which the days of a city begin, as its file says, if there is one. */
final class CityZone {
  private CityZone() {}

  static ZoneId of(DataDirectory directory) {
    return Files.exists(directory.city())
            && CityFile.readKept(directory.city()) instanceof Reading.Loaded<City> loaded
        ? loaded.value().timeZone()
        : City.EMPTY.timeZone();
  }
}
