import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { seenEffectsSchema } from '../../app/sequences/changeEffects.js';
import type { ShownEffects } from '../../app/shown/review.js';
import { callbackIds } from '../action-ids.js';
import { modal } from './blocks.js';
import { effectBlocks } from './effects.js';

const wantedRestore = z.object({
  of: z.enum(['template', 'list']),
  id: z.string(),
  number: z.number(),
  seen: seenEffectsSchema.nullable(),
});

/** An older version of a stored text or a list, and what restoring it does as somebody saw it. */
export type WantedRestore = Readonly<z.infer<typeof wantedRestore>>;

/** What an older version in the place of the present one does to people, before it does it. */
export function restoreReviewModal(effects: ShownEffects, wanted: WantedRestore): ModalView {
  return modal({
    callbackId: callbackIds.restoreSeen,
    title: 'Restore version',
    submit: 'Restore',
    metadata: { ...wanted },
    blocks: effectBlocks(effects, `Version ${wanted.number} is not restored yet.`),
  });
}

/** What {@link restoreReviewModal} remembers. Throws where the metadata are no such modal's. */
export function readWantedRestore(metadata: unknown): WantedRestore {
  return wantedRestore.parse(metadata);
}
