package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.City;
import city.seki.config.model.Office;
import city.seki.config.model.ReaderName;
import city.seki.config.model.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceCityTest {
  @Test
  void reference_city_has_the_published_seats() {
    City city = ReferenceCity.city();
    assertEquals(8, city.offices().size());
    assertEquals(
        62,
        city.offices().values().stream()
            .filter(office -> office.name().ja().endsWith("公民館"))
            .mapToInt(office -> office.seats().size())
            .sum());
    assertEquals(10, seats(city, "joho-sozokan"));
    assertEquals(3, seats(city, "honchosha"));
    assertEquals(
        3,
        city.offices().values().stream()
            .flatMap(office -> office.rooms().stream())
            .filter(room -> room.id().startsWith("vc-"))
            .count());
  }

  @Test
  void every_seat_has_a_reader_and_every_office_a_kiosk() {
    requireReaders(ReferenceCity.city());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 75", "3, 20", "1, 10000", "500, 10000", "500, 500", "17, 99"})
  void scaled_city_has_the_size_asked_for_and_passes_the_reader(int offices, int seats) {
    City city = ReferenceCity.scaled(offices, seats);
    assertEquals(offices, city.offices().size());
    assertEquals(
        seats, city.offices().values().stream().mapToInt(office -> office.seats().size()).sum());
    requireReaders(city);
    assertTrue(city.units().values().stream().allMatch(unit -> unit.readers().size() <= 4));
    assertEquals(city, Readings.loaded(CityFile.read("scaled.yaml", CityFile.write(city))));
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "501, 10000", "10, 9", "10, 10001", "-1, -1"})
  void sizes_that_cannot_be_are_refused(int offices, int seats) {
    assertThrows(IllegalArgumentException.class, () -> ReferenceCity.scaled(offices, seats));
  }

  private static int seats(City city, String id) {
    Office office = city.office(id);
    return office == null ? 0 : office.seats().size();
  }

  private static void requireReaders(City city) {
    assertEquals(
        city.offices().values().stream().mapToInt(office -> office.seats().size()).sum(),
        city.unitOfSeat().size());
    for (Office office : city.offices().values()) {
      assertEquals(
          1,
          city.units().values().stream()
              .filter(unit -> unit.office().equals(office.id()))
              .map(Unit::readers)
              .flatMap(readers -> readers.stream())
              .filter(reader -> reader.name().equals(new ReaderName.Kiosk("door")))
              .count(),
          office.id());
    }
  }
}
