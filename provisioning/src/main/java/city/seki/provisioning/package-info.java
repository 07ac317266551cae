/** Who a unit is: its identity as a folder of files, and the key of the city's cards. */
@org.jspecify.annotations.NullMarked
package city.seki.provisioning;
