package city.seki.config.rules;

/**
 * Names a tap for ever, however often it is delivered.
 *
 * @param unit the unit that saw the card
 * @param boot the run of that unit's agent
 * @param seq counts from 1 within the run
 */
public record TapId(String unit, String boot, long seq) {}
