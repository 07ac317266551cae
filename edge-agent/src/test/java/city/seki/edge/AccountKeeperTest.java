package city.seki.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.model.Place;
import city.seki.config.model.SensorWiring;
import city.seki.config.model.Unit;
import city.seki.config.wire.ClockState;
import city.seki.config.wire.SensorNight;
import city.seki.edge.agent.Now;
import city.seki.edge.presence.Reading;
import city.seki.edge.presence.SensorEvent;
import city.seki.edge.survey.Setting;
import city.seki.edge.survey.Survey;
import city.seki.edge.survey.SurveyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pad that lies stuck while the office is closed, through restarts of its unit. */
class AccountKeeperTest {
  private static final String PAD = "pad:gpio:4";
  private static final Place SEAT = new Place.AtSeat("A-03");
  private static final Unit UNIT =
      new Unit("u1", "chuo", List.of(), List.of(new SensorWiring(SEAT, PAD)), List.of());
  private static final OffsetDateTime EVENING = OffsetDateTime.parse("2026-11-24T20:00:00+09:00");

  @TempDir private Path folder;
  private long minute;
  private long begunMinute;
  private Survey survey = Survey.of(UNIT, 0);

  private AccountKeeper keeper() {
    return new AccountKeeper(folder, "u1", at -> new Setting(true, Set.of()));
  }

  private AccountKeeper keeper;

  @BeforeEach
  void begin() {
    keeper = keeper();
  }

  private Now now() {
    return new Now(EVENING.plusMinutes(minute), (minute - begunMinute) * 60_000, ClockState.SYNCED);
  }

  private void pass(int minutes) {
    for (int i = 0; i < minutes; i++) {
      minute++;
      survey =
          survey
              .after(
                  new SurveyEvent.Sensed(PAD, new SensorEvent.Read(new Reading.Pad(true))), now())
              .survey();
      keeper.accept(survey, now());
    }
  }

  private void restart() {
    keeper = keeper();
    begunMinute = minute;
    survey = Survey.of(UNIT, 0);
  }

  private Path file() {
    return folder.resolve(AccountKeeper.FILE);
  }

  @Test
  void what_was_counted_before_an_orderly_end_is_counted() {
    pass(120);
    keeper.end();
    restart();
    pass(8 * 60 + 1);
    SensorNight night = keeper.nights().getFirst();
    assertEquals(1.0, night.falseOccupied());
    assertEquals(598, (double) night.closedMinutes(), 2);
  }

  @Test
  void a_power_cut_costs_an_hour_at_most() {
    pass(70);
    restart();
    pass(8 * 60 + 51);
    assertEquals(540 + 60, (double) keeper.nights().getFirst().closedMinutes(), 12);
    assertTrue(keeper.nights().getFirst().closedMinutes() >= 540);
  }

  @Test
  void a_night_that_ended_is_on_the_disk_at_once() {
    pass(10 * 60 + 1);
    restart();
    pass(1);
    assertEquals(1, keeper.nights().size());
  }

  @Test
  void a_damaged_file_is_begun_anew() throws IOException {
    Files.writeString(file(), "{\"v\":1,\"night\":");
    pass(1);
    assertEquals(List.of(), keeper.nights());
    keeper.end();
    assertTrue(Files.readString(file()).endsWith("}"));
    restart();
    pass(10 * 60);
    assertEquals(1, keeper.nights().size());
  }

  @Test
  void a_card_that_takes_nothing_stops_nothing() throws IOException {
    Files.createDirectories(file().resolve("in the way"));
    pass(10 * 60 + 1);
    assertEquals(1, keeper.nights().size());
    keeper.end();
    assertFalse(Files.isRegularFile(file()));
  }
}
