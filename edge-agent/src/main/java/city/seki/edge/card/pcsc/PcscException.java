package city.seki.edge.card.pcsc;

/** A PC/SC function that did not return SCARD_S_SUCCESS. */
final class PcscException extends Exception {
  private static final long serialVersionUID = 1L;

  private final PcscCode code;

  /**
   * @param function the C function that was called
   * @param number what it returned, as unsigned 32 bits
   */
  PcscException(String function, long number) {
    super("%s returned 0x%08X (%s)".formatted(function, number, PcscCode.of(number)));
    this.code = PcscCode.of(number);
  }

  PcscCode code() {
    return code;
  }

  PcscCode.Meaning meaning() {
    return code.meaning();
  }
}
