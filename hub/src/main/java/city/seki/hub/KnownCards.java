package city.seki.hub;

import city.seki.config.model.City;
import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Seating;
import city.seki.config.source.CityFile;
import city.seki.config.source.Reading;
import city.seki.hub.data.DataDirectory;
import city.seki.hub.data.DataException;
import city.seki.hub.ledger.SqliteLedger;
import city.seki.hub.roster.RosterStore;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** What a hub's files say of its cards. */
final class KnownCards {
  private KnownCards() {}

  /** The state that a hub on these files would begin with. */
  static Seating in(DataDirectory directory, SecureRandom random) {
    Seating[] state = new Seating[1];
    try (RosterStore roster = RosterStore.open(directory.roster(), random)) {
      state[0] = Seating.of(city(directory), roster.directory());
    }
    if (Files.exists(directory.ledger())) {
      SqliteLedger.read(directory.ledger(), event -> state[0] = state[0].apply(event));
    }
    return state[0];
  }

  private static City city(DataDirectory directory) {
    if (Files.notExists(directory.city())) {
      return City.EMPTY;
    }
    return switch (CityFile.readKept(directory.city())) {
      case Reading.Loaded<City> loaded -> loaded.value();
      case Reading.Rejected<City> rejected ->
          throw new DataException(rejected.problems().getFirst() + "; import the offices again");
    };
  }

  /** Which digest each one under that key has under the other. */
  static Map<String, String> twins(Seating state, String key) {
    Map<String, String> twins = new HashMap<>(state.directory().twins());
    twins.putAll(state.cards().twins());
    twins.keySet().removeIf(digest -> !CardRenewal.isUnder(key, digest));
    return twins;
  }
}
