package city.seki.config.wire;

import java.util.Arrays;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The buffers in which JSON is read and written, used again and empty between two uses: what was in
 * them may be a person's name or a password, and would stay in the memory until somebody writes as
 * much again. Safe for all threads.
 */
final class ClearedBuffers extends JsonRecyclerPools.ConcurrentDequePool {
  /** For all of JSON. */
  static final ClearedBuffers SHARED = new ClearedBuffers();

  private static final long serialVersionUID = 1;

  private ClearedBuffers() {
    super(SERIALIZATION_NON_SHARED);
  }

  @Override
  public BufferRecycler createPooled() {
    return new Clearing();
  }

  private static final class Clearing extends BufferRecycler {
    @Override
    public void releaseByteBuffer(int index, byte[] buffer) {
      Arrays.fill(buffer, (byte) 0);
      super.releaseByteBuffer(index, buffer);
    }

    @Override
    public void releaseCharBuffer(int index, char[] buffer) {
      Arrays.fill(buffer, '\0');
      super.releaseCharBuffer(index, buffer);
    }
  }
}
