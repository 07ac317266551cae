package city.seki.edge.coap;

import city.seki.config.model.Place;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the labels of the unit's office show. Asked on the server's thread, so it must not wait. */
public interface Labels {
  /** What stands there now; null if the office has no such place. */
  @Nullable Label show(Place place);

  /** Whether that place may exist though nothing of it is known yet. */
  boolean mayCome(Place place);

  /** All places that there are now, in the order in which they are listed. */
  Collection<Place> places();

  /**
   * Whom to tell of every change. Called once, before the first question.
   *
   * @param listener may be called on any thread, after {@link #show} gives what is new; returns at
   *     once
   */
  void onChange(Consumer<Place> listener);

  /** A unit without labels. */
  static Labels none() {
    return new Labels() {
      @Override
      public @Nullable Label show(Place place) {
        return null;
      }

      @Override
      public boolean mayCome(Place place) {
        return false;
      }

      @Override
      public Collection<Place> places() {
        return List.of();
      }

      @Override
      public void onChange(Consumer<Place> listener) {
        // nothing ever changes
      }
    };
  }
}
