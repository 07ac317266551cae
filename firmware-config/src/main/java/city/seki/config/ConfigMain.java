package city.seki.config;

/** The {@code seki-config} program. */
public final class ConfigMain {
  private ConfigMain() {}

  public static void main(String[] args) {
    System.out.println("seki-config");
  }
}
