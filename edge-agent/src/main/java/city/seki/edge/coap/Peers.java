package city.seki.edge.coap;

import org.jspecify.annotations.Nullable;

/** Who may speak to this unit. Asked at every handshake and every request, on their threads. */
@FunctionalInterface
public interface Peers {
  /** The peer of that name; null if there is none, or none any more. */
  @Nullable Peer find(String name);
}
