import type { Store } from '../ports/store.js';
import type { DigestSchedule } from '../ports/stores/digests.js';

/** The workspace's digests by channel name, each with its next time. Anybody may see them. */
export function listDigests(
  deps: { readonly store: Store },
  input: { readonly workspaceId: string },
): Promise<DigestSchedule[]> {
  return deps.store.read.digests.all(input.workspaceId);
}
