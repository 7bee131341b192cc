import { actionIds } from '../../src/slack/action-ids.js';
import { programTexts } from '../architecture/sources.js';

/** Where buttons, menus and inputs are drawn: everything of Slack's part but what handles them. */
const drawing = programTexts()
  .filter(({ path }) => /^slack\/(views|listeners)\//.test(path) && !path.startsWith('slack/listeners/actions/'))
  .map(({ text }) => text)
  .join('\n');

function names(part: object, path: string): string[] {
  return Object.entries(part).flatMap(([name, inner]) =>
    typeof inner === 'string' ? `${path}.${name}` : names(inner, `${path}.${name}`),
  );
}

/** What an enrollment's menu offers; its options carry the last part of the id. */
const inMenu = /^actionIds\.enrollment\.(\w+)$/;

test('every action id is drawn somewhere', () => {
  const isDrawn = (name: string) => {
    const [, choice] = inMenu.exec(name) ?? [];
    return new RegExp(`\\b${name}\\b`).test(drawing) || drawing.includes(`choiceValue('${choice}', `);
  };
  expect(names(actionIds, 'actionIds').filter((name) => !isDrawn(name))).toEqual([]);
});
