package city.seki.config.model;

/** An audio-visual device, named within its office. */
public record DeviceId(String office, String device) {
  public DeviceId {
    Names.require("office", office);
    Names.require("device", device);
  }

  @Override
  public String toString() {
    return office + '/' + device;
  }
}
