package city.seki.edge.order;

import city.seki.config.wire.CommandMessage.What;
import org.jspecify.annotations.Nullable;

/** What an order of the hub may do beyond the unit itself. */
public interface Powers {
  /** Why that cannot be started anew, with the remedy; null if it can. */
  @Nullable String refusal(What what);

  /** Starts it anew, soon; called only where nothing refuses it. */
  void restart(What what);

  /**
   * Tries again what the unit was told to be and could not.
   *
   * @return false where nobody tells this unit what to be
   */
  boolean tryAgain();

  /** Of a unit that nothing starts again and nobody tells what to be. */
  static Powers none() {
    return new Powers() {
      @Override
      public String refusal(What what) {
        return "nothing would start this unit again";
      }

      @Override
      public void restart(What what) {
        throw new IllegalStateException("refused");
      }

      @Override
      public boolean tryAgain() {
        return false;
      }
    };
  }
}
