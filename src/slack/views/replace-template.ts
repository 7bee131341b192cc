import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { seenEffectsSchema } from '../../app/sequences/changeEffects.js';
import type { ShownEffects } from '../../app/shown/review.js';
import { actionIds, callbackIds } from '../action-ids.js';
import { input, modal, option, section } from './blocks.js';
import { changeBlocks } from './changes.js';
import { effectBlocks } from './effects.js';
import { select } from './inputs.js';
import { readState } from './state.js';
import { usedNames } from './templates.js';
import { bold, escaped } from './text.js';

/** Asks which template takes the place of one that is in use. */
export function replaceTemplateModal(
  template: { readonly id: string; readonly name: string; readonly usedIn: readonly string[] },
  others: readonly { readonly id: string; readonly name: string }[],
): ModalView {
  const options = others.map(({ id, name }) => option(name, id));
  return modal({
    callbackId: callbackIds.replaceTemplate,
    title: 'Replace template',
    ...(options.length > 0 ? { submit: 'Replace' } : {}),
    metadata: { templateId: template.id },
    blocks: [
      section(
        `*${escaped(template.name, 160)}* is used in ${usedNames(template.usedIn)}: it can be replaced, not deleted. Each of these gets a new version that calls the other one; nobody’s times change. Then it is deleted.`,
      ),
      ...(options.length > 0
        ? [input('replacement', 'By', select(actionIds.template.replacement, options, null, 'Another template'))]
        : [section('There is no other template of its kind: create one first.')]),
    ],
  });
}

export function readReplacement(values: unknown): string | null {
  return readState(values).choice('replacement');
}

const wantedReplacement = z.object({ templateId: z.string(), replacementId: z.string(), seen: seenEffectsSchema });
export type WantedReplacement = Readonly<z.infer<typeof wantedReplacement>>;

/** What another template in the place of one does to people, before it does it. `words`: what it says otherwise, a line each. */
export function replacementReviewModal(
  effects: ShownEffects,
  names: { readonly from: string; readonly to: string; readonly words: readonly string[] },
  wanted: WantedReplacement,
): ModalView {
  const { from, to, words } = names;
  return modal({
    callbackId: callbackIds.replaceSeen,
    title: 'Replace template',
    submit: 'Replace',
    metadata: { ...wanted },
    blocks: [
      ...effectBlocks(effects, `${bold(from, 160)} is not replaced yet.`),
      section(`${bold(to, 160)} says, in its place:`),
      ...changeBlocks(words.length === 0 ? ['The same.'] : words),
    ],
  });
}

/** What {@link replacementReviewModal} remembers. Throws where the metadata are no such modal's. */
export function readWantedReplacement(metadata: unknown): WantedReplacement {
  return wantedReplacement.parse(metadata);
}
