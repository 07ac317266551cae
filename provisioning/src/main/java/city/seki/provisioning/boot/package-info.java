/**
 * What lies on the boot partition of a unit's card, so that a stock Raspberry Pi OS (Debian 13)
 * becomes that unit at its first start: settings of the firmware, cloud-init's files, packages.
 */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning.boot;
