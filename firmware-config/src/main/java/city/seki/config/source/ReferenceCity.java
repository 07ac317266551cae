package city.seki.config.source;

import city.seki.config.model.City;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The example city of the demonstration and of acceptance data (product.md §2): 62 seats in six
 * community centres, 10 in a city building, 3 in the main building. Which centres they are, and how
 * they are furnished, is made up.
 */
public final class ReferenceCity {
  /** Most offices of a scaled city. */
  public static final int MOST_OFFICES = 500;

  /** Most seats of a scaled city. */
  public static final int MOST_SEATS = 10_000;

  private static final String RESOURCE = "/reference-city.yaml";

  private ReferenceCity() {}

  public static City city() {
    return switch (CityFile.read(RESOURCE.substring(1), yaml())) {
      case Reading.Loaded<City> loaded -> loaded.value();
      case Reading.Rejected<City> rejected ->
          throw new IllegalStateException("broken build: " + rejected.problems().getFirst());
    };
  }

  /** The city as a file, with its comments. */
  public static String yaml() {
    try (InputStream in =
        Objects.requireNonNull(ReferenceCity.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " of the program itself", e);
    }
  }

  /**
   * A city of the same kind and of any size: the seats are spread evenly over the offices, the
   * first ones get what is left over. The same arguments give the same city.
   *
   * @param offices 1 to {@link #MOST_OFFICES}
   * @param seats as many as offices at least, {@link #MOST_SEATS} at most
   * @throws IllegalArgumentException outside these ranges
   */
  public static City scaled(int offices, int seats) {
    if (offices < 1 || offices > MOST_OFFICES) {
      throw new IllegalArgumentException(
          offices + " offices: 1 to " + MOST_OFFICES + " are possible");
    }
    if (seats < offices || seats > MOST_SEATS) {
      throw new IllegalArgumentException(
          seats
              + " seats in "
              + offices
              + " offices: every office has a seat, and "
              + MOST_SEATS
              + " are the most");
    }
    return new ScaledCity(offices, seats).city();
  }
}
