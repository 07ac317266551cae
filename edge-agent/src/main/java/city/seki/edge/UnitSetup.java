package city.seki.edge;

import city.seki.config.link.LinkSettings;
import city.seki.config.model.Unit;
import city.seki.config.wire.CardKey;
import java.time.ZoneId;

/**
 * Who a unit is, what is wired to it, and where its hub is.
 *
 * @param cardKey the city's, by which cards become digests
 * @param hub host, port, login and sockets of the broker
 * @param zone of the city, for the times that the unit tells
 * @param version of this program, for the unit's status
 */
public record UnitSetup(
    Unit unit, CardKey cardKey, LinkSettings hub, ZoneId zone, String version) {}
