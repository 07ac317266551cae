/** Offices as entities of NGSI-LD (ETSI GS CIM 009), for the city's context broker. */
@org.jspecify.annotations.NullMarked
package city.seki.hub.ngsi;
