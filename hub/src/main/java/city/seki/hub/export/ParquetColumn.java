package city.seki.hub.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The values of one column of one row group, encoded PLAIN behind their definition levels. */
final class ParquetColumn {
  /** Physical types. */
  static final int INT32 = 1;

  static final int INT64 = 2;
  static final int BYTE_ARRAY = 6;

  private final Field field;
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
  private int bits;
  private int rows;

  ParquetColumn(Field field) {
    this.field = field;
  }

  static int type(Field field) {
    return switch (field.kind()) {
      case TEXT -> BYTE_ARRAY;
      case DATE -> INT32;
      case WHOLE, MOMENT -> INT64;
    };
  }

  int rows() {
    return rows;
  }

  int size() {
    return values.size();
  }

  void add(@Nullable Object value) {
    if (value == null && !field.mayLack()) {
      throw new IllegalArgumentException("column " + field.name() + " must not lack a value");
    }
    bits |= (value == null ? 0 : 1) << (rows % Byte.SIZE);
    rows++;
    if (rows % Byte.SIZE == 0) {
      levels.write(bits);
      bits = 0;
    }
    switch (value) {
      case null -> {}
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        little(values, bytes.length, Integer.BYTES);
        values.write(bytes, 0, bytes.length);
      }
      case LocalDate day -> little(values, day.toEpochDay(), Integer.BYTES);
      case Instant at -> little(values, at.toEpochMilli(), Long.BYTES);
      case Number whole -> little(values, whole.longValue(), Long.BYTES);
      default -> throw new IllegalArgumentException("a column cannot hold " + value.getClass());
    }
  }

  private static void little(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (Byte.SIZE * i)));
    }
  }

  /** The page's bytes before they are compressed. */
  byte[] page() {
    ByteArrayOutputStream page = new ByteArrayOutputStream(values.size() + levels.size() + 16);
    if (field.mayLack()) {
      ByteArrayOutputStream run = new ByteArrayOutputStream();
      int groups = (rows + Byte.SIZE - 1) / Byte.SIZE;
      int header = (groups << 1) | 1;
      while (header > 0x7F) {
        run.write((header & 0x7F) | 0x80);
        header >>>= 7;
      }
      run.write(header);
      run.writeBytes(levels.toByteArray());
      if (rows % Byte.SIZE != 0) {
        run.write(bits);
      }
      little(page, run.size(), Integer.BYTES);
      page.writeBytes(run.toByteArray());
    }
    page.writeBytes(values.toByteArray());
    return page.toByteArray();
  }
}
