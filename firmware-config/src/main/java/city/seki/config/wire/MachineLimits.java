package city.seki.config.wire;

/** From where on a machine's {@link Vital} is a trouble, for units and the hub alike. */
public final class MachineLimits {
  /** A Pi slows itself down from 80 °C on (Raspberry Pi documentation, Frequency management). */
  public static final double HOT_C = 80;

  /** Share of the memory that programs could still get. */
  public static final double MEMORY_LEFT = 0.08;

  /** Share of the file system that may still be written. */
  public static final double DISK_LEFT = 0.10;

  /** Share of the life of its flash, in hundredths. */
  public static final double WORN_PERCENT = 90;

  /** Weaker than this, frames are lost and sent again; a link may end at any moment. */
  public static final double WEAK_DBM = -80;

  private MachineLimits() {}
}
