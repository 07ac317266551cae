package city.seki.edge.config;

/**
 * What became of a wish that is not done.
 *
 * @param version of the wish
 * @param detail for people
 */
public record Verdict(long version, Reason reason, String detail) {
  static Verdict of(long version, Unfit unfit) {
    return new Verdict(version, unfit.reason(), unfit.detail());
  }
}
