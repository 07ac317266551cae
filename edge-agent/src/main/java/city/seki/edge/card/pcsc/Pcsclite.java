package city.seki.edge.card.pcsc;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * libpcsclite.so.1 by the foreign function API.
 *
 * <p>On Linux, DWORD, LONG and both kinds of handle are C {@code long}: 8 bytes on 64-bit systems,
 * 4 on 32-bit ones; the layouts follow the platform. All native memory lives in an arena of the one
 * call. Source: wintypes.h, winscard.h and pcsclite.h of pcsc-lite.
 */
final class Pcsclite implements Pcsc {
  /**
   * The name that Debian's libpcsclite1 installs; it is the ABI's name, not a version to follow.
   */
  static final String LIBRARY = "libpcsclite.so.1";

  private static final long SCOPE_SYSTEM = 2;
  private static final long SHARE_SHARED = 2;
  private static final long PROTOCOL_T0 = 1;
  private static final long PROTOCOL_T0_OR_T1 = 3;
  private static final long LEAVE_CARD = 0;
  private static final int MAX_ATR = 33;
  private static final int MAX_ANSWER = 258;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final ValueLayout C_LONG = cLong();
  private static final StructLayout READER_STATE = readerState();
  private static final long CURRENT_STATE = READER_STATE.byteOffset(groupElement("current"));
  private static final long EVENT_STATE = READER_STATE.byteOffset(groupElement("event"));
  private static final long ATR_LENGTH = READER_STATE.byteOffset(groupElement("atrLength"));
  private static final long ATR = READER_STATE.byteOffset(groupElement("atr"));

  private final MethodHandle establishContext;
  private final MethodHandle releaseContext;
  private final MethodHandle listReaders;
  private final MethodHandle getStatusChange;
  private final MethodHandle connect;
  private final MethodHandle transmit;
  private final MethodHandle disconnect;
  private final MemorySegment pciT0;
  private final MemorySegment pciT1;

  /**
   * Loads the library; it stays loaded.
   *
   * @throws IllegalArgumentException if it is not installed
   */
  Pcsclite() {
    SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    establishContext = bind(library, "SCardEstablishContext", C_LONG, ADDRESS, ADDRESS, ADDRESS);
    releaseContext = bind(library, "SCardReleaseContext", C_LONG);
    listReaders = bind(library, "SCardListReaders", C_LONG, ADDRESS, ADDRESS, ADDRESS);
    getStatusChange = bind(library, "SCardGetStatusChange", C_LONG, C_LONG, ADDRESS, C_LONG);
    connect = bind(library, "SCardConnect", C_LONG, ADDRESS, C_LONG, C_LONG, ADDRESS, ADDRESS);
    transmit =
        bind(library, "SCardTransmit", C_LONG, ADDRESS, ADDRESS, C_LONG, ADDRESS, ADDRESS, ADDRESS);
    disconnect = bind(library, "SCardDisconnect", C_LONG, C_LONG);
    pciT0 = library.findOrThrow("g_rgSCardT0Pci");
    pciT1 = library.findOrThrow("g_rgSCardT1Pci");
  }

  @Override
  public Context establish() throws PcscException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment context = arena.allocate(C_LONG);
      check(
          "SCardEstablishContext",
          call(
              () ->
                  (long)
                      establishContext.invokeExact(
                          SCOPE_SYSTEM, MemorySegment.NULL, MemorySegment.NULL, context)));
      return new Context(getLong(context, 0));
    }
  }

  @Override
  public void release(Context context) {
    // Its answer says nothing of use: also for a dead session the library frees what it holds.
    var _ = call(() -> (long) releaseContext.invokeExact(context.handle()));
  }

  @Override
  public List<String> readers(Context context) throws PcscException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocate(C_LONG);
      if (!listReaders(context, MemorySegment.NULL, length)) {
        return List.of();
      }
      MemorySegment names = arena.allocate(getLong(length, 0));
      return listReaders(context, names, length)
          ? multiString(names.asSlice(0, getLong(length, 0)))
          : List.of();
    }
  }

  /** Whether there are any readers. */
  private boolean listReaders(Context context, MemorySegment names, MemorySegment length)
      throws PcscException {
    long code =
        call(
            () ->
                (long)
                    listReaders.invokeExact(context.handle(), MemorySegment.NULL, names, length));
    if (PcscCode.of(code) == PcscCode.NO_READERS_AVAILABLE) {
      return false;
    }
    check("SCardListReaders", code);
    return true;
  }

  @Override
  public Slot await(Context context, String reader, Slot known, int millis) throws PcscException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(READER_STATE);
      state.set(ADDRESS, 0, arena.allocateFrom(reader));
      setLong(state, CURRENT_STATE, known.state());
      long code =
          call(
              () -> (long) getStatusChange.invokeExact(context.handle(), (long) millis, state, 1L));
      if (PcscCode.of(code) == PcscCode.TIMEOUT) {
        return known;
      }
      check("SCardGetStatusChange", code);
      long atrLength = Math.min(MAX_ATR, getLong(state, ATR_LENGTH));
      byte[] atr = state.asSlice(ATR, atrLength).toArray(JAVA_BYTE);
      return new Slot(getLong(state, EVENT_STATE), HexFormat.of().withUpperCase().formatHex(atr));
    }
  }

  @Override
  public Link connect(Context context, String reader) throws PcscException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(reader);
      MemorySegment link = arena.allocate(C_LONG);
      MemorySegment protocol = arena.allocate(C_LONG);
      check(
          "SCardConnect",
          call(
              () ->
                  (long)
                      connect.invokeExact(
                          context.handle(),
                          name,
                          SHARE_SHARED,
                          PROTOCOL_T0_OR_T1,
                          link,
                          protocol)));
      return new Link(getLong(link, 0), getLong(protocol, 0));
    }
  }

  @Override
  public byte[] transmit(Link link, byte[] command) throws PcscException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pci = link.protocol() == PROTOCOL_T0 ? pciT0 : pciT1;
      MemorySegment sent = arena.allocateFrom(JAVA_BYTE, command);
      MemorySegment answer = arena.allocate(MAX_ANSWER);
      MemorySegment length = arena.allocate(C_LONG);
      setLong(length, 0, MAX_ANSWER);
      check(
          "SCardTransmit",
          call(
              () ->
                  (long)
                      transmit.invokeExact(
                          link.handle(),
                          pci,
                          sent,
                          (long) command.length,
                          MemorySegment.NULL,
                          answer,
                          length)));
      return answer.asSlice(0, getLong(length, 0)).toArray(JAVA_BYTE);
    }
  }

  @Override
  public void disconnect(Link link) {
    var _ = call(() -> (long) disconnect.invokeExact(link.handle(), LEAVE_CARD));
  }

  /** Names that each end in a zero byte, and an empty one that ends the list. */
  private static List<String> multiString(MemorySegment names) {
    byte[] bytes = names.toArray(JAVA_BYTE);
    List<String> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length && !(bytes[i] == 0 && i == start); i++) {
      if (bytes[i] == 0) {
        strings.add(new String(Arrays.copyOfRange(bytes, start, i), StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    return List.copyOf(strings);
  }

  /** A C function that returns LONG, as a handle that takes every DWORD as a Java long. */
  private static MethodHandle bind(SymbolLookup library, String name, MemoryLayout... arguments) {
    MethodHandle raw =
        LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(C_LONG, arguments));
    MethodType wide = raw.type();
    for (int i = 0; i < wide.parameterCount(); i++) {
      if (wide.parameterType(i) == int.class) {
        wide = wide.changeParameterType(i, long.class);
      }
    }
    return MethodHandles.explicitCastArguments(raw, wide.changeReturnType(long.class));
  }

  private interface NativeCall {
    long run() throws Throwable;
  }

  /** The code as unsigned 32 bits, whichever way the platform's LONG extends it. */
  private static long call(NativeCall function) {
    try {
      return function.run() & 0xFFFFFFFFL;
    } catch (Throwable e) {
      throw new AssertionError("a C function throws nothing: the binding is wrong", e);
    }
  }

  private static void check(String function, long code) throws PcscException {
    if (code != 0) {
      throw new PcscException(function, code);
    }
  }

  private static long getLong(MemorySegment segment, long offset) {
    return C_LONG.byteSize() == Long.BYTES
        ? segment.get(JAVA_LONG, offset)
        : Integer.toUnsignedLong(segment.get(JAVA_INT, offset));
  }

  private static void setLong(MemorySegment segment, long offset, long value) {
    if (C_LONG.byteSize() == Long.BYTES) {
      segment.set(JAVA_LONG, offset, value);
    } else {
      segment.set(JAVA_INT, offset, (int) value);
    }
  }

  private static ValueLayout cLong() {
    if (LINKER.canonicalLayouts().get("long") instanceof ValueLayout layout) {
      return layout;
    }
    throw new AssertionError("every platform has a C long");
  }

  /** SCARD_READERSTATE; on Linux it is not packed, and an array of them needs the padding. */
  private static StructLayout readerState() {
    long filled = 2 * ADDRESS.byteSize() + 3 * C_LONG.byteSize() + MAX_ATR;
    long alignment = Math.max(ADDRESS.byteAlignment(), C_LONG.byteAlignment());
    long padding = (alignment - filled % alignment) % alignment;
    return MemoryLayout.structLayout(
        ADDRESS.withName("reader"),
        ADDRESS.withName("userData"),
        C_LONG.withName("current"),
        C_LONG.withName("event"),
        C_LONG.withName("atrLength"),
        MemoryLayout.sequenceLayout(MAX_ATR, JAVA_BYTE).withName("atr"),
        MemoryLayout.paddingLayout(padding));
  }
}
