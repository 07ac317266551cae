package city.seki.edge.coap;

import city.seki.config.model.Names;
import java.net.InetSocketAddress;
import javax.crypto.SecretKey;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.SecretUtil;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** The keys of the peers, as the DTLS server asks for them. */
final class KnownKeys implements AdvancedPskStore {
  private final Peers peers;
  private final Tally tally;

  KnownKeys(Peers peers, Tally tally) {
    this.peers = peers;
    this.tally = tally;
  }

  /** A key exchange by elliptic curves at each handshake is work that a Pi would notice. */
  @Override
  public boolean hasEcdhePskSupported() {
    return false;
  }

  @Override
  public PskSecretResult requestPskSecretResult(
      ConnectionId cid,
      @Nullable ServerNames serverName,
      PskPublicInformation identity,
      String hmacAlgorithm,
      @Nullable SecretKey otherSecret,
      byte[] seed,
      boolean useExtendedMasterSecret) {
    String name = identity.getPublicInfoAsString();
    Peer peer = Names.isName(name) ? peers.find(name) : null;
    if (peer == null) {
      tally.refused(Cause.UNKNOWN_IDENTITY);
      return new PskSecretResult(cid, identity, null);
    }
    return new PskSecretResult(cid, identity, SecretUtil.create(peer.key()));
  }

  /** A server has none. */
  @Override
  public @Nullable PskPublicInformation getIdentity(
      InetSocketAddress peerAddress, ServerNames virtualHost) {
    return null;
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {
    // every result is there at once
  }
}
