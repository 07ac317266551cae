package city.seki.hub;

import city.seki.config.model.City;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.history.Attendance;
import city.seki.hub.roster.RosterStore;
import city.seki.hub.server.HubHistory;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * What a command counts from: the history of a data directory, brought up to date first where no
 * hub runs on it.
 */
record FiguresOf(City city, Attendance attendance, RosterStore roster) implements AutoCloseable {
  static FiguresOf data(DataDirectory data, SecureRandom random, Instant now) {
    City city = HubHistory.city(data);
    boolean _ = HubHistory.catchUp(data, city, now);
    RosterStore roster = RosterStore.open(data.roster(), random);
    return new FiguresOf(city, HubHistory.of(data, city, roster::membership), roster);
  }

  /** The office's name in Japanese; its id if it is not there any more. */
  String officeName(String office) {
    var known = city.office(office);
    return known == null ? office : known.name().ja();
  }

  @Override
  public void close() {
    roster.close();
  }
}
