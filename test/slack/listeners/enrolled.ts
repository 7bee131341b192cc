import { ada, type SlackWorld, steps } from './slack-world.js';

/** Ada in Outbound, owned by Ana: an intro at once, a follow-up tomorrow at 9. `given` is what else is known of her. */
export async function enrollAda(world: SlackWorld, given: object = {}) {
  const version = await world.publish({ steps: [steps.intro, steps.followUp] });
  return world.enrollIn(version, { ...ada, ...given });
}
