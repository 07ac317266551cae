/**
 * How units become what they are told to be, wave by wave: pure rules over events, the one writer
 * that carries them out, and what it has on disk.
 *
 * <p>A roll-out has a goal (a configuration, a software bundle, or what was there before) and a
 * plan. Units are divided into waves: some canaries, then growing shares, never two units of one
 * office in one wave. In one sentence each, what always holds:
 *
 * <ul>
 *   <li>A wave begins when the one before is settled: each unit of it confirmed or failed, at least
 *       half of them asked at all, the failures within the limit, and the rest time over.
 *   <li>What may fail is a share of all units asked so far, known before they answer: it does not
 *       depend on who answers first, and one failing canary is too much.
 *   <li>At no time are two units of one office under way, of whichever roll-outs.
 *   <li>A unit is asked only while it is online, no call runs in its rooms, nobody holds a seat of
 *       it and no reservation starts before it could be through; unless somebody forces it and says
 *       why.
 *   <li>A unit that is off holds nobody up. It is set aside and asked when it is back.
 *   <li>A unit fails by saying so (refused, returned) or by not coming back within its time, and
 *       every failure has a reason. One that comes back later still counts as confirmed.
 *   <li>Paused, stopped and superseded roll-outs ask nobody any more; who is under way finishes, or
 *       returns to what it was, by itself.
 *   <li>The version of a unit's wish never falls, also after a backup was brought back.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package city.seki.hub.rollout;
