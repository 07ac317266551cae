package city.seki.config.link;

/**
 * One connection to a broker that only listens: opened at once, perhaps ready, then down, and never
 * opened again. Whoever wants another one makes it, when it thinks fit; {@link MqttSession} is for
 * those who want to be connected for ever.
 *
 * <p>Any thread.
 */
public final class Listening implements AutoCloseable {
  /**
   * Hears of one connection: {@link #ready} at most once, then {@link #down} at most once. Called
   * on threads that the connection needs, so none may block.
   */
  public interface Listener {
    /** Connected and subscribed. Messages may have come before. */
    void ready();

    /** A message of one of the subscriptions. */
    void arrived(Arrived message);

    /** The connection ended, or none came about. Not called after {@link Listening#close}. */
    void down(LinkDown why);
  }

  private final PahoConnection connection;
  private volatile boolean closed;

  private Listening(LinkSettings settings, LinkThreads threads, Listener listener) {
    connection = new PahoConnection(settings, threads, new Told(listener));
  }

  /** Begins to connect, and does not wait for what comes of it. */
  public static Listening open(LinkSettings settings, LinkThreads threads, Listener listener) {
    Listening listening = new Listening(settings, threads, listener);
    listening.connection.open();
    return listening;
  }

  /** Says DISCONNECT and returns, after a second at most. More than once; never throws. */
  @Override
  public void close() {
    closed = true;
    connection.leave("closed");
  }

  private final class Told implements PahoConnection.Owner {
    private final Listener listener;

    Told(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void ready(PahoConnection opened, LinkFacts facts) {
      listener.ready();
    }

    @Override
    public void gone(PahoConnection ended, LinkDown why) {
      if (!closed) {
        listener.down(why);
      }
    }

    @Override
    public void arrived(PahoConnection from, Arrived message) {
      listener.arrived(message);
    }
  }
}
