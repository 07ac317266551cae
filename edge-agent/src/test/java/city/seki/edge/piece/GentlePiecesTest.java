package city.seki.edge.piece;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.seki.config.wire.Sha256;
import city.seki.edge.card.Pace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How pieces are fetched beside everything else that a unit does. */
class GentlePiecesTest {
  private static final byte[] TEXT =
      "a large configuration".repeat(10_000).getBytes(StandardCharsets.UTF_8);
  private static final Sha256 NAME = Sha256.of(TEXT);

  /** Time that passes when somebody waits. */
  private static final class HandPace implements Pace {
    long nanos;
    final List<Duration> pauses = new ArrayList<>();

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pause(Duration time) {
      pauses.add(time);
      nanos += time.toNanos();
    }
  }

  private final HandPace pace = new HandPace();
  private final List<Integer> asked = new ArrayList<>();

  /** A line that carries so many bytes a second. */
  private PieceSource line(long bytesPerSecond) {
    return (whole, offset, length) -> {
      asked.add(length);
      int end = (int) Math.min(TEXT.length, offset + length);
      pace.nanos += (end - offset) * 1_000_000_000L / bytesPerSecond;
      return Arrays.copyOfRange(TEXT, (int) offset, end);
    };
  }

  @Test
  void a_text_comes_whole_and_is_the_one_that_was_named() throws Exception {
    PieceSource gentle = new GentlePieces(List.of(line(10_000_000)), pace);
    assertArrayEquals(TEXT, WholeText.fetch(gentle, NAME, TEXT.length));
    assertThrows(
        IOException.class, () -> WholeText.fetch(gentle, Sha256.of(new byte[1]), TEXT.length));
  }

  @Test
  void on_a_thin_line_pieces_are_small_and_half_of_it_is_left_for_others() throws Exception {
    long began = pace.nanos();
    byte[] whole =
        WholeText.fetch(new GentlePieces(List.of(line(16_000)), pace), NAME, TEXT.length);
    assertEquals(TEXT.length, whole.length);
    assertTrue(asked.stream().allMatch(length -> length <= 8 << 10), asked.toString());
    long paused = pace.pauses.stream().mapToLong(Duration::toNanos).sum();
    long took = pace.nanos() - began;
    assertTrue(paused * 2 >= took * 9 / 10, "paused " + paused + " of " + took + " ns");
  }

  @Test
  void on_a_quick_line_there_are_at_most_twenty_pieces_a_second() throws Exception {
    var _ = WholeText.fetch(new GentlePieces(List.of(line(100_000_000)), pace), NAME, TEXT.length);
    assertTrue(pace.pauses.stream().allMatch(pause -> pause.toMillis() >= 50));
    assertEquals(PieceSource.MOST_BYTES, asked.stream().mapToInt(n -> n).max().orElse(0));
  }

  @Test
  void a_way_that_fails_is_left_for_the_next_one() throws Exception {
    int[] tried = new int[1];
    PieceSource broken =
        (whole, offset, length) -> {
          tried[0]++;
          throw new IOException("no route");
        };
    PieceSource gentle = new GentlePieces(List.of(broken, line(1_000_000)), pace);
    assertArrayEquals(TEXT, WholeText.fetch(gentle, NAME, TEXT.length));
    assertEquals(1, tried[0]);
  }

  @Test
  void what_is_given_out_by_one_way_alone_comes_by_that_one() throws Exception {
    PieceSource nothing =
        (whole, offset, length) -> {
          throw new PieceSource.Nowhere("not here");
        };
    PieceSource gentle = new GentlePieces(List.of(nothing, line(1_000_000)), pace);
    assertArrayEquals(TEXT, WholeText.fetch(gentle, NAME, TEXT.length));
    PieceSource none = new GentlePieces(List.of(nothing, nothing), pace);
    assertThrows(PieceSource.Nowhere.class, () -> none.piece(NAME, 0, 10));
  }
}
