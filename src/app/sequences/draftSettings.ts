import { parseSequence } from '../../domain/sequence/parse.js';
import { isObject, type Problem } from '../../domain/sequence/problems.js';
import type { SequenceSettings } from '../../domain/sequence/sequence.js';
import type { SequenceDraft } from '../ports/stores/drafts.js';

type SettingKey = keyof SequenceSettings;

const settingKeys: Readonly<Record<SettingKey, true>> = {
  description: true,
  count: true,
  reenroll: true,
  window: true,
  exitOn: true,
};

/** A sequence's settings as the sequence file has them. */
export type SettingsFile = Readonly<Partial<Record<SettingKey, unknown>>>;

/** Every key of them, so that one that is left out takes the place of what was there. */
export function settingsDefinition({ description, count, reenroll, window, exitOn }: SettingsFile) {
  return { description, count, reenroll, window, exitOn } satisfies Record<SettingKey, unknown>;
}

/**
 * What is wrong with settings in this draft, by path of the file. That a window leaves a step without a day is told of the
 * window, which is what is being changed.
 */
export function settingsProblems(draft: SequenceDraft['definition'], settings: SettingsFile): Problem[] {
  const before = problemsOf(draft);
  const known = new Set(before.map(({ path }) => path));
  return problemsOf({ ...draft, ...settings }).flatMap(({ path, code, message }): Problem[] => {
    const step = /^steps\[(\d+)\]/.exec(path)?.[1];
    if (step !== undefined) {
      return known.has(path) ? [] : [{ path: 'window.days', code, message: `step ${Number(step) + 1} ${message}` }];
    }
    // That it shuts before it opens.
    if (path === 'window') return [{ path: 'window.to', code, message }];
    const [key = ''] = path.split('.');
    return Object.hasOwn(settingKeys, key) ? [{ path, code, message: said(settings, path) + message }] : [];
  });
}

/** A date among many is found by what it says. */
function said({ window }: SettingsFile, path: string): string {
  const index = /^window\.skip\[(\d+)\]$/.exec(path)?.[1];
  if (index === undefined || !isObject(window) || !Array.isArray(window.skip)) return '';
  return `“${String(window.skip[Number(index)])}” `;
}

/** Names are for the publishing to ask for. */
function problemsOf(definition: SequenceDraft['definition']): readonly Problem[] {
  const parsed = parseSequence({ ...definition, name: 'New sequence' });
  return parsed.ok ? [] : parsed.problems;
}
