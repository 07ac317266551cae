/**
 * Card readers behind the PC/SC daemon pcscd (PaSoRi RC-S300 and every CCID reader), reached
 * through libpcsclite itself: javax.smartcardio does not survive a restart of pcscd in one process
 * (hardware.md 1.4).
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.card.pcsc;
