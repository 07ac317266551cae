package city.seki.edge.presence.ld2410;

/** What stands at both ends of a frame, in the order of the line. */
enum Marker {
  REPORT(0xF4F3F2F1, 0xF8F7F6F5),
  COMMAND(0xFDFCFBFA, 0x04030201);

  private final int header;
  private final int tail;

  Marker(int header, int tail) {
    this.header = header;
    this.tail = tail;
  }

  int header() {
    return header;
  }

  int tail() {
    return tail;
  }

  boolean allows(int length) {
    return switch (this) {
      case REPORT -> length == Frame.BASIC_LENGTH || length == Frame.ENGINEERING_LENGTH;
      case COMMAND -> length >= 2 && length <= Frame.LONGEST_DATA;
    };
  }
}
