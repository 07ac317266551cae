package city.seki.hub.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes Thrift's compact protocol, as far as Parquet's headers need it. */
final class Thrift {
  private static final int TRUE = 1;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT_LIST = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int last;

  byte[] bytes() {
    out.write(0);
    return out.toByteArray();
  }

  private void header(int id, int type) {
    int delta = id - last;
    if (delta > 0 && delta < SHORT_LIST) {
      out.write((delta << 4) | type);
    } else {
      out.write(type);
      zigzag(id);
    }
    last = id;
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  Thrift i32(int id, int value) {
    header(id, I32);
    zigzag(value);
    return this;
  }

  Thrift i64(int id, long value) {
    header(id, I64);
    zigzag(value);
    return this;
  }

  Thrift yes(int id) {
    header(id, TRUE);
    return this;
  }

  Thrift text(int id, String value) {
    header(id, BINARY);
    element(value);
    return this;
  }

  Thrift struct(int id, Runnable fields) {
    header(id, STRUCT);
    element(fields);
    return this;
  }

  /** A list of structures, each written by {@link #element(Runnable)}. */
  Thrift structs(int id, int size, Runnable elements) {
    return list(id, size, STRUCT, elements);
  }

  Thrift texts(int id, int size, Runnable elements) {
    return list(id, size, BINARY, elements);
  }

  Thrift i32s(int id, int... values) {
    return list(
        id,
        values.length,
        I32,
        () -> {
          for (int value : values) {
            zigzag(value);
          }
        });
  }

  private Thrift list(int id, int size, int type, Runnable elements) {
    header(id, LIST);
    if (size < SHORT_LIST) {
      out.write((size << 4) | type);
    } else {
      out.write((SHORT_LIST << 4) | type);
      varint(size);
    }
    elements.run();
    return this;
  }

  void element(Runnable fields) {
    outer.push(last);
    last = 0;
    fields.run();
    out.write(0);
    last = outer.pop();
  }

  void element(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.write(bytes, 0, bytes.length);
  }
}
