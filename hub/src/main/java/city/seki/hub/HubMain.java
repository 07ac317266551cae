package city.seki.hub;

/** The {@code seki-hub} program. */
public final class HubMain {
  private HubMain() {}

  public static void main(String[] args) {
    System.out.println("seki-hub");
  }
}
