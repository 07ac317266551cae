package city.seki.provisioning;

/** The {@code seki-provision} program. */
public final class ProvisionMain {
  private ProvisionMain() {}

  public static void main(String[] args) {
    System.out.println("seki-provision");
  }
}
