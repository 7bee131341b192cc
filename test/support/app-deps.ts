import { createCardLinks } from '../../src/adapters/system/card-links.js';
import type { AppDeps } from '../../src/app/deps.js';
import type { World } from './world.js';

const cardLinks = createCardLinks({ secret: Buffer.alloc(32, 3), publicUrl: 'https://drumbeat.example' });

/** What use cases of the app take, over a world and somebody's Slack directory; `poked` counts their pokes. */
export function appDepsOf(
  { store, clock, ids, mailer, texter, postcards, deliveries, deps }: World,
  directory: AppDeps['directory'],
) {
  let poked = 0;
  const app: AppDeps = {
    store,
    clock,
    ids,
    mailer,
    texter,
    postcards,
    deliveries,
    directory,
    settings: { ...deps.settings, admins: [], zone: null, command: '/sequence', cardLinks, hearsOfMails: true },
    poke: () => {
      poked += 1;
    },
  };
  return { app, poked: () => poked };
}
