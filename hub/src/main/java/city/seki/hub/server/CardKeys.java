package city.seki.hub.server;

import city.seki.config.rules.CardRenewal;
import city.seki.config.rules.Command.CardRef;
import city.seki.config.rules.Seating;
import city.seki.config.wire.CardId;
import city.seki.config.wire.CardKey;
import city.seki.hub.data.DataException;
import city.seki.provisioning.CardKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The city's card keys as they are on disk now: {@code seki-hub card-key} changes them while the
 * hub runs.
 *
 * @param data the hub's data directory
 * @param state by which digest a card is known
 */
record CardKeys(Path data, Supplier<Seating> state) {
  /**
   * @throws DataException if it cannot be read
   */
  CardKey current() {
    try {
      return CardKeyFile.load(data);
    } catch (IOException e) {
      throw new DataException("the card key cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The digest under which that card is known.
   *
   * @param card {@code tech:HEXID}
   */
  String digest(String card) {
    CardId id = CardId.parse(card);
    CardKey key = current();
    return CardRenewal.known(
        state.get(), new CardRef.Digest(key.digest(id), key.digestBefore(id.tech(), id.hex())));
  }
}
