/**
 * What travels between unit and hub: topics, messages and their JSON, as contract.md fixes them.
 */
@org.jspecify.annotations.NullMarked
package city.seki.config.wire;
