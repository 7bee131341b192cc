import { fairShares } from '../../domain/steps/fair-shares.js';
import type { Run } from '../postgres/statements.js';
import { dueBesideNewer, dueByWorkspace, firstWorkspaces } from './enrollment-statements.js';

/** How many enrollments a workspace may have of what is claimed at once. */
export interface ClaimShare {
  readonly workspaceId: string;
  readonly share: number;
}

interface Claiming {
  /** The lane and the time, as statements take them. */
  readonly asked: readonly [lane: string, now: Date];
  readonly limit: number;
  /** Versions that only a newer program can read. */
  readonly newer: ReadonlySet<string>;
}

/**
 * Shares a claim among workspaces, whoever waits longest first. Where there is but one, which is usual, all of it is its own: to
 * count what it has due would read as many rows as the claim itself, and all that are in hand before them.
 */
export async function claimShares(run: Run, claiming: Claiming): Promise<ClaimShare[]> {
  const [first, ...others] = await run<{ id: string }>(firstWorkspaces, []);
  if (first === undefined) return [];
  if (others.length === 0) return [{ workspaceId: first.id, share: claiming.limit }];
  return sharesOfSeveral(run, claiming);
}

async function sharesOfSeveral(run: Run, { asked, limit, newer }: Claiming): Promise<ClaimShare[]> {
  const [statement, more] = newer.size === 0 ? [dueByWorkspace, []] : [dueBesideNewer, [[...newer]]];
  const workspaces = await run<{ id: string; count: number }>(statement, [...asked, limit, ...more]);
  const shares = fairShares(
    limit,
    workspaces.map(({ count }) => count),
  );
  return workspaces.map(({ id }, index) => ({ workspaceId: id, share: shares[index] ?? 0 }));
}
