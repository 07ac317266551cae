package city.seki.edge.av.xapi;

/** A document that is not what a device would send. */
public final class UnreadableDocument extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableDocument(String what) {
    super(what);
  }

  UnreadableDocument(String what, Throwable origin) {
    super(what, origin);
  }
}
