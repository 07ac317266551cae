package city.seki.edge.presence.ld2410;

import city.seki.edge.bus.BusFault;
import city.seki.edge.bus.SerialLine;
import city.seki.edge.presence.VirtualPace;
import city.seki.edge.presence.emulated.EmulatedLd2410;

/** A line in one thread and in virtual time, with an emulated radar at its end. */
final class RadarLine implements SerialLine {
  private final EmulatedLd2410 radar;
  private final VirtualPace pace;
  int opened;
  boolean unplugged;

  RadarLine(EmulatedLd2410 radar, VirtualPace pace) {
    this.radar = radar;
    this.pace = pace;
  }

  RadarLine open() throws BusFault {
    check();
    opened++;
    return this;
  }

  @Override
  public void write(byte[] bytes) throws BusFault {
    check();
    radar.receive(bytes, bytes.length);
  }

  @Override
  public int read(byte[] into) throws BusFault {
    check();
    pace.pass(READ_WAIT);
    byte[] said = radar.said(pace.nanos());
    System.arraycopy(said, 0, into, 0, said.length);
    return said.length;
  }

  @Override
  public void discardInput() throws BusFault {
    check();
  }

  private void check() throws BusFault {
    if (unplugged) {
      throw new BusFault(BusFault.Cause.GONE, "unplugged");
    }
  }

  @Override
  public void close() {}
}
