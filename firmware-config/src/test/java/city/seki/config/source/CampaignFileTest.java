package city.seki.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Campaign;
import city.seki.config.model.City;
import city.seki.config.model.DayWeight;
import city.seki.config.model.Decimals;
import city.seki.config.model.Rounding;
import city.seki.config.model.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignFileTest {
  private static final String ALL_KEYS =
      """
      name: {ja: 松本市, en: Matsumoto}
      zones: [number]
      offices:
        - id: hata
          name: {ja: 波田, en: Hata}
          hours: "09:00-17:00"
          seats:
            - {id: A-01, zone: number, x: 0, y: 0}
      campaigns:
        - id: r3-winter
          name: {ja: 令和3年度冬季, en: Winter of 2021}
          from: 2022-01-11
          to: 2022-03-01
          closures: [2022-01-31, 2022-02-01]
          rounding: floor
          half_days: half
          decimals: {per_open_day: 3, per_person: 1, rate_percent: 2}
          offices: [hata]
          departments: [財政部, 総務部]
        - {id: r4, name: {ja: 令和4年度, en: "2022"}, from: 2022-07-01, to: 2022-09-22}
      """;

  @Test
  void a_campaign_has_its_days_and_rules() {
    City city = Readings.loaded(CityFile.read("test.yaml", ALL_KEYS));
    assertEquals(
        List.of(
            new Campaign(
                "r3-winter",
                new Text("令和3年度冬季", "Winter of 2021"),
                LocalDate.of(2022, 1, 11),
                LocalDate.of(2022, 3, 1),
                new TreeSet<>(Set.of(LocalDate.of(2022, 1, 31), LocalDate.of(2022, 2, 1))),
                Rounding.FLOOR,
                DayWeight.HALF,
                new Decimals(3, 1, 2),
                List.of("hata"),
                List.of("財政部", "総務部")),
            new Campaign(
                "r4",
                new Text("令和4年度", "2022"),
                LocalDate.of(2022, 7, 1),
                LocalDate.of(2022, 9, 22),
                new TreeSet<>(),
                Rounding.HALF_UP,
                DayWeight.WHOLE,
                Decimals.USUAL,
                List.of(),
                List.of())),
        city.campaigns());
    assertEquals(city, Readings.loaded(CityFile.read("again.yaml", CityFile.write(city))));
    assertEquals(List.of(), Schemas.errors(FileSchema.CITY, CityFile.write(city)));
    assertTrue(city.campaigns().getLast().isCalled("令和4年度"));
    assertFalse(city.campaigns().getLast().isCalled("令和5年度"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to: 2022-03-01| to: 2022-01-10| cannot end on 2022-01-10| false",
        "[2022-01-31, 2022-02-01]| [2022-03-02]| 2022-03-02 is no day of the campaign| false",
        "rounding: floor| rounding: down| rounding 'down' is unknown| true",
        "half_days: half| half_days: 0.5| half_days '0.5' is unknown; known: whole, half| true",
        "per_person: 1| per_person: 7| 7 is not a whole number from 0 to 6| true",
        "offices: [hata]| offices: [hara]| office 'hara' is unknown (did you mean 'hata'?)| false",
        "id: r4| id: r3-winter| campaign r3-winter is there twice| false",
        "from: 2022-07-01| from: 2006-07-01| no day of 2007 to 2099| false",
        "decimals: {per_open_day| decimals: {per_day| unknown key 'per_day'| true",
        "from: 2022-07-01,| | from| true",
      })
  void what_is_wrong_is_told_with_its_place(
      String good, @Nullable String bad, String told, boolean bySchema) {
    assertTrue(ALL_KEYS.contains(good), good);
    String yaml = ALL_KEYS.replace(good, bad == null ? "" : bad);
    List<Problem> problems = Readings.rejected(CityFile.read("test.yaml", yaml));
    assertTrue(problems.toString().contains(told), problems.toString());
    assertEquals(bySchema, !Schemas.errors(FileSchema.CITY, yaml).isEmpty());
  }

  @Test
  void a_closure_at_a_weekend_is_told() {
    String yaml = ALL_KEYS.replace("[2022-01-31, 2022-02-01]", "[2022-01-30, 2022-02-01]");
    assertTrue(
        Readings.warnings(CityFile.read("test.yaml", yaml))
            .toString()
            .contains("2022-01-30 is a Sunday, which no campaign counts"));
  }
}
