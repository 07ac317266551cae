package city.seki.provisioning.dtls;

import java.net.InetAddress;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.eclipse.californium.scandium.dtls.Handshaker;
import org.eclipse.californium.scandium.dtls.SessionAdapter;

/**
 * Ends a handshake before its costly part if its address began too many. It is asked when the
 * cookie came back, so that nobody can use up the allowance of an address that is not his.
 */
final class HandshakePace extends SessionAdapter {
  private final Allowances<InetAddress> handshakes;

  HandshakePace(Allowances<InetAddress> handshakes) {
    this.handshakes = handshakes;
  }

  @Override
  public void handshakeStarted(Handshaker handshaker) throws HandshakeException {
    if (!handshakes.take(handshaker.getPeerAddress().getAddress())) {
      throw new HandshakeException(
          "too many handshakes of one address",
          new AlertMessage(AlertLevel.FATAL, AlertDescription.INTERNAL_ERROR));
    }
  }
}
