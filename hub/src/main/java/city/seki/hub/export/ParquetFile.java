package city.seki.hub.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes Apache Parquet: flat tables, row groups of one page a column, PLAIN, gzip. Written here,
 * since the maintained libraries bring 12 to 19 MB with copies of Hadoop's classes and native
 * compressors for what are three hundred lines; tests read the files with DuckDB.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">the format</a>
 */
public final class ParquetFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int GROUP_ROWS = 50_000;
  private static final int GZIP = 2;
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  private record Chunk(long offset, long values, long plain, long packed) {}

  private record RowGroup(long rows, List<Chunk> chunks) {}

  private final List<Field> fields;
  private final OutputStream out;
  private final List<RowGroup> groups = new ArrayList<>();
  private List<ParquetColumn> columns;
  private long offset;

  private ParquetFile(List<Field> fields, OutputStream out) {
    this.fields = fields;
    this.out = out;
    columns = fields.stream().map(ParquetColumn::new).toList();
  }

  /** Writes that table; a row group is in memory at a time. */
  public static void write(Table table, OutputStream out) throws IOException {
    ParquetFile file = new ParquetFile(table.fields(), out);
    file.put(MAGIC);
    table.rows(file::row);
    file.end();
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }

  private void row(@Nullable Object[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      columns.get(i).add(values[i]);
    }
    if (columns.getFirst().rows() == GROUP_ROWS) {
      flush();
    }
  }

  private void flush() throws IOException {
    int rows = columns.getFirst().rows();
    if (rows == 0) {
      return;
    }
    List<Chunk> chunks = new ArrayList<>();
    for (ParquetColumn column : columns) {
      byte[] page = column.page();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(page.length / 4);
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(page);
      }
      byte[] header = pageHeader(rows, page.length, packed.size());
      chunks.add(
          new Chunk(
              offset, rows, header.length + (long) page.length, header.length + packed.size()));
      put(header);
      put(packed.toByteArray());
    }
    groups.add(new RowGroup(rows, chunks));
    columns = fields.stream().map(ParquetColumn::new).toList();
  }

  private static byte[] pageHeader(int rows, int plain, int packed) {
    Thrift thrift = new Thrift();
    return thrift
        .i32(1, 0)
        .i32(2, plain)
        .i32(3, packed)
        .struct(5, () -> thrift.i32(1, rows).i32(2, PLAIN).i32(3, RLE).i32(4, RLE))
        .bytes();
  }

  private void end() throws IOException {
    flush();
    byte[] footer = footer();
    put(footer);
    for (int i = 0; i < Integer.BYTES; i++) {
      out.write(footer.length >>> (Byte.SIZE * i));
    }
    put(MAGIC);
  }

  private byte[] footer() {
    Thrift thrift = new Thrift();
    thrift.i32(1, 1);
    thrift.structs(
        2,
        fields.size() + 1,
        () -> {
          thrift.element(() -> thrift.text(4, "schema").i32(5, fields.size()));
          fields.forEach(field -> thrift.element(() -> field(thrift, field)));
        });
    thrift.i64(3, groups.stream().mapToLong(RowGroup::rows).sum());
    thrift.structs(4, groups.size(), () -> groups.forEach(g -> group(thrift, g)));
    thrift.text(6, "seki");
    return thrift.bytes();
  }

  private static void field(Thrift thrift, Field field) {
    thrift.i32(1, ParquetColumn.type(field)).i32(3, field.mayLack() ? 1 : 0);
    thrift.text(4, field.name());
    switch (field.kind()) {
      case TEXT -> thrift.i32(6, 0).struct(10, () -> thrift.struct(1, () -> {}));
      case DATE -> thrift.i32(6, 6).struct(10, () -> thrift.struct(6, () -> {}));
      case MOMENT ->
          thrift
              .i32(6, 9)
              .struct(
                  10,
                  () ->
                      thrift.struct(
                          8, () -> thrift.yes(1).struct(2, () -> thrift.struct(1, () -> {}))));
      case WHOLE -> {}
    }
  }

  private void group(Thrift thrift, RowGroup group) {
    thrift.element(
        () -> {
          thrift.structs(
              1,
              group.chunks().size(),
              () -> {
                for (int i = 0; i < group.chunks().size(); i++) {
                  chunk(thrift, fields.get(i), group.chunks().get(i));
                }
              });
          thrift.i64(2, group.chunks().stream().mapToLong(Chunk::plain).sum());
          thrift.i64(3, group.rows());
        });
  }

  private static void chunk(Thrift thrift, Field field, Chunk chunk) {
    thrift.element(
        () ->
            thrift
                .i64(2, chunk.offset())
                .struct(
                    3,
                    () ->
                        thrift
                            .i32(1, ParquetColumn.type(field))
                            .i32s(2, PLAIN, RLE)
                            .texts(3, 1, () -> thrift.element(field.name()))
                            .i32(4, GZIP)
                            .i64(5, chunk.values())
                            .i64(6, chunk.plain())
                            .i64(7, chunk.packed())
                            .i64(9, chunk.offset())));
  }
}
