package city.seki.provisioning.dtls;

import org.eclipse.californium.scandium.DtlsHealth;

/** Tells of records that are dropped. */
final class DroppedRecords implements DtlsHealth {
  private final DtlsWatch watch;

  DroppedRecords(DtlsWatch watch) {
    this.watch = watch;
  }

  @Override
  public void dump(String tag, int maxConnections, int remaining, int pendingWithoutVerify) {
    // asked for by an interval, of which there is none
  }

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public void startHandshake() {
    // only its end says something
  }

  @Override
  public void endHandshake(boolean success) {
    if (!success) {
      watch.handshakeFailed();
    }
  }

  @Override
  public void receivingRecord(boolean drop) {
    if (drop) {
      watch.recordDropped();
    }
  }

  @Override
  public void sendingRecord(boolean drop) {
    // what is lost is sent again by CoAP
  }
}
