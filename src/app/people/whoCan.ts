import { type Role, roleOf } from '../../domain/access.js';
import type { AppDeps } from '../deps.js';
import type { Member } from '../ports/stores/people.js';

const mostNamed = 3;

/** Some whom one may ask for what takes this role: those who have just that; where nobody has, who has more. */
export async function whoCan(
  { store }: Pick<AppDeps, 'store'>,
  { workspaceId, needs }: { readonly workspaceId: string; readonly needs: Exclude<Role, 'rep'> },
): Promise<readonly Member[]> {
  const here = (await store.read.members.all(workspaceId)).filter(({ isRefused }) => !isRefused);
  const having = (role: Role) => here.filter((member) => roleOf(member) === role);
  const just = having(needs);
  return (just.length > 0 ? just : having('admin')).slice(0, mostNamed);
}
