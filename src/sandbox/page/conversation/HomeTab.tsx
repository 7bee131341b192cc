import type { KnownBlock } from '@slack/types';
import { useMemo } from 'react';
import { Blocks } from '../blocks/Blocks.js';
import { useSandbox } from '../connection/SandboxContext.js';
import { SurfaceProvider } from '../forms/SurfaceContext.js';

export function HomeTab() {
  const { home } = useSandbox().snapshot;
  const id = home?.id ?? '';
  const container = useMemo(() => ({ type: 'view', viewId: id }) as const, [id]);
  const blocks = (home?.view.blocks ?? []) as KnownBlock[];
  return (
    <div className="home" role="tabpanel" aria-label="Home">
      {home ? (
        <div className="home-sheet">
          <SurfaceProvider container={container} blocks={blocks} remembered={home.state}>
            <Blocks blocks={blocks} />
          </SurfaceProvider>
        </div>
      ) : (
        <p className="empty-note">Drumbeat is drawing your Home…</p>
      )}
    </div>
  );
}
