/**
 * The unit's one loop: what happens at its readers and on its link goes in, what is noted, said and
 * shown comes out. {@code Agent} decides and is pure; {@code AgentLoop} carries out.
 */
@org.jspecify.annotations.NullMarked
package city.seki.edge.agent;
