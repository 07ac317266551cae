package city.seki.hub.blackbox;

/** Whose broker a test runs with. */
enum Broker {
  /** The hub's own. */
  EMBEDDED,
  /** A real Mosquitto beside it. */
  EXTERNAL
}
