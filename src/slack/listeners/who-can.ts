import { whoCan } from '../../app/people/whoCan.js';
import { listed } from '../../app/shown/counted.js';
import type { Role } from '../../domain/access.js';
import { context, type Drawn } from '../views/blocks.js';
import { person } from '../views/text.js';
import type { Acting } from './acting.js';

/** What is said of something that may have been refused for want of a role. */
interface Said {
  readonly drawn: Drawn;
  readonly needs?: Role;
}

/** With some named who could do what was refused: `Ask @mia.` */
export async function withWhoCan<S extends Said>(acting: Acting, said: S): Promise<S> {
  const ask = said.needs === undefined ? null : await whomToAsk(acting, said.needs);
  if (ask === null) return said;
  return { ...said, drawn: { ...said.drawn, blocks: [...said.drawn.blocks, ...context(ask)] } };
}

/** In mrkdwn; null where there is nobody. */
export async function whomToAsk({ deps, workspace }: Acting, needs: Role): Promise<string | null> {
  if (needs === 'rep') return null;
  const able = await whoCan(deps, { workspaceId: workspace.id, needs });
  return able.length === 0 ? null : `Ask ${listed(able.map(person), 'or')}.`;
}
