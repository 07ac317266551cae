package city.seki.hub.alert;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where alerts outlive the hub: who takes care of one is known after a restart, too. */
public interface AlertMemory {
  /**
   * One as it is to be found again.
   *
   * @param key by which its cause is known while it lasts, null for what is over or was a moment
   */
  record Kept(@Nullable String key, Alerts.Alert alert) {}

  /** Forgets everything. */
  AlertMemory NONE =
      new AlertMemory() {
        @Override
        public List<Kept> all() {
          return List.of();
        }

        @Override
        public void keep(Collection<Kept> changed, Collection<Long> gone) {}
      };

  /** All that were kept, by their numbers. */
  List<Kept> all();

  /**
   * Writes that down.
   *
   * @param gone numbers of those that nobody will ask for again
   * @throws city.seki.hub.data.DataException if it cannot; none of it is written then
   */
  void keep(Collection<Kept> changed, Collection<Long> gone);
}
