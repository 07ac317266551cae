package city.seki.provisioning.dtls;

/** Is told of what came to nothing at a server; on the threads of DTLS, must return at once. */
public interface DtlsWatch {
  /** A handshake was refused, or did not come to its end. */
  void handshakeFailed();

  /** A datagram that is no record of any connection, damaged, or was here before. */
  void recordDropped();
}
