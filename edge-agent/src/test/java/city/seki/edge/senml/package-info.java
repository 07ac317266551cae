/** Tests of SenML. */
@org.jspecify.annotations.NullMarked
package city.seki.edge.senml;
