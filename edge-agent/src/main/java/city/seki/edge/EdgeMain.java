package city.seki.edge;

/** The {@code seki-edge} program. */
public final class EdgeMain {
  private EdgeMain() {}

  public static void main(String[] args) {
    System.out.println("seki-edge");
  }
}
