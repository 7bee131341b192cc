import type { KnownBlock } from '@slack/types';
import { readChoice, taskIdOfBlock } from '../../../src/slack/action-ids.js';
import type { Drawn } from '../../../src/slack/views/blocks.js';
import { taskMessage } from '../../../src/slack/views/task.js';
import { aTask, id, now } from './shown-for-tests.js';

interface Element {
  readonly action_id?: string;
  readonly type: string;
  readonly style?: string;
  readonly value?: string;
  readonly text?: { readonly text: string };
  readonly options?: readonly { readonly value?: string }[];
}
const elements = (drawn: Drawn): Element[] =>
  drawn.blocks.flatMap((block: KnownBlock): Element[] => {
    if (block.type === 'actions') return block.elements as Element[];
    return block.type === 'section' && block.accessory ? [block.accessory as Element] : [];
  });
const ids = (drawn: Drawn) => elements(drawn).map((element) => element.action_id);
const all = (drawn: Drawn) => JSON.stringify(drawn.blocks);

test.each(['open', 'done', 'snoozed'])('a task that is %s names the step that it came by, once', (state) => {
  const task = aTask({
    title: 'Invite Ada',
    stepName: 'A face to the name',
    state: state === 'done' ? 'done' : 'open',
    snoozedUntil: state === 'snoozed' ? now : null,
  });
  expect(all(taskMessage(task))).toContain('SaaS outbound  ·  A face to the name');
  expect(all(taskMessage({ ...task, stepName: 'Invite Ada' }))).not.toContain('SaaS outbound  ·  Invite Ada');
});

describe('an open task', () => {
  test('leads to its contact, and offers Done first, They replied, Snooze, Reassign and Skip', () => {
    expect(ids(taskMessage(aTask()))).toEqual([
      'contact.open',
      'task.done',
      'task.replied',
      'task.snooze',
      'task.reassign',
      'task.skip',
    ]);
  });

  test('of type call offers its outcomes in place of Done', () => {
    expect(ids(taskMessage(aTask({ type: 'call' })))).toEqual([
      'contact.open',
      'task.outcome.connected',
      'task.outcome.voicemail',
      'task.outcome.no-answer',
      'task.outcome.wrong-number',
      'task.replied',
      'task.snooze',
      'task.reassign',
      'task.skip',
    ]);
  });

  test('says who handed it over', () => {
    const by = { slackUserId: 'U0MIA00001', name: 'Mia' };
    expect(all(taskMessage(aTask({ givenBy: by })))).toContain('for Ana Ruiz, handed over by <@U0MIA00001>');
    expect(all(taskMessage(aTask()))).not.toContain('handed over');
  });

  test('has one primary action', () => {
    for (const type of ['call', 'todo'] as const) {
      const primary = elements(taskMessage(aTask({ type }))).filter((element) => element.style === 'primary');
      expect(primary).toHaveLength(1);
    }
  });

  test('carries its id and nothing else in values, options and the block of the menu of people', () => {
    const drawn = taskMessage(aTask());
    for (const element of elements(drawn)) {
      if (element.value !== undefined) expect(element.value).toBe(id);
      for (const option of element.options ?? []) expect(readChoice(option.value ?? '')?.id).toBe(id);
    }
    const block = drawn.blocks.find((one) => one.type === 'actions');
    expect(taskIdOfBlock(block?.block_id ?? '')).toBe(id);
  });

  test('says whom, where, how to reach them, when it is due and what was sent last', () => {
    const shown = all(taskMessage(aTask()));
    for (const part of ['Ada Lovelace', 'VP Sales at Acme', '<tel:+15550109999|+1 555 010 9999>', 'ada@example.com']) {
      expect(shown).toContain(part);
    }
    expect(shown).toContain('due Wed 2 Dec, 09:05');
    expect(shown).toContain('Mon 30 Nov, 09:05  Mail: Intro');
    expect(shown).toContain('Next: Waits until LinkedIn is done');
  });

  test('says whose it is, so that it is seen when it was handed on', () => {
    const ben = { slackUserId: 'U0BEN00001', name: 'Ben Okafor' };
    expect(all(taskMessage(aTask({ assignee: ben })))).toContain('for <@U0BEN00001>');
  });

  test('is due on the reader’s clock, and on that of the sequence where it shows another time', () => {
    expect(all(taskMessage(aTask({ rulesZone: 'Europe/London' })))).toContain('due Wed 2 Dec, 09:05 (14:05 in London)');
  });

  test('after which nothing comes says that alone', () => {
    const shown = all(taskMessage(aTask({ next: 'nothing more, this is the last step' })));
    expect(shown).toContain('Nothing more, this is the last step');
    expect(shown).not.toContain('Next: ');
  });

  test('that is overdue says so before anything else', () => {
    const drawn = taskMessage(aTask({ overdue: true, dueAt: now.minus({ days: 1 }) }));
    expect(drawn.text).toMatch(/^Overdue: /);
    expect(drawn.blocks[0]).toMatchObject({ text: { text: ':red_circle: *Overdue* since Mon 30 Nov, 09:05' } });
  });

  test('that is nobody’s offers to take it and to assign it, and only that one', () => {
    expect(all(taskMessage(aTask({ assignee: null })))).toContain('"Assign"');
    for (const type of ['call', 'todo'] as const) {
      expect(ids(taskMessage(aTask({ type, assignee: null })))).toContain('task.claim');
      expect(ids(taskMessage(aTask({ type })))).not.toContain('task.claim');
    }
  });
});

describe('a message that is not the one to act in', () => {
  const ben = { slackUserId: 'U0BEN00001', name: 'Ben Okafor' };
  const mia = { slackUserId: 'U0MIA00001', name: 'Mia' };

  test('says to whom the task was handed, by whom and when, and has no buttons', () => {
    const drawn = taskMessage(aTask({ standing: { kind: 'handed-on', to: ben, by: mia, at: now } }));
    expect(ids(drawn)).toEqual([]);
    expect(drawn.text).toMatch(/^Handed to Ben Okafor: /);
    expect(all(drawn)).toContain('Handed to <@U0BEN00001>  ·  by <@U0MIA00001>  ·  Tue 1 Dec, 09:05');
  });

  test('says who took it, where nobody else handed it to them', () => {
    const drawn = taskMessage(aTask({ standing: { kind: 'handed-on', to: ben, by: ben, at: now } }));
    expect(drawn.text).toMatch(/^Taken by Ben Okafor: /);
    expect(all(drawn)).toContain('Taken by <@U0BEN00001>  ·  Tue 1 Dec, 09:05');
  });

  test('says that a newer one stands below, also where the task is snoozed again', () => {
    const drawn = taskMessage(aTask({ standing: { kind: 'below' }, snoozedUntil: now.plus({ hours: 3 }) }));
    expect(ids(drawn)).toEqual([]);
    expect(all(drawn)).toContain('Shown again below');
  });

  test('of a task that is over says what became of it', () => {
    const standing = { kind: 'handed-on', to: ben, by: mia, at: now } as const;
    expect(taskMessage(aTask({ state: 'done', closedAt: now, closedBy: ben, standing })).text).toMatch(/^Done: /);
  });
});

describe('a task that is not open', () => {
  const closedBy = { slackUserId: 'U1', name: 'Ana' };

  test('says who did it, when, how and what comes next, and leads to the contact alone', () => {
    const drawn = taskMessage(
      aTask({
        type: 'call',
        state: 'done',
        outcome: 'no answer',
        closedAt: now,
        closedBy,
        next: 'Bump, Fri 4 Dec, 10:00',
      }),
    );
    expect(ids(drawn)).toEqual(['contact.open']);
    const shown = all(drawn);
    for (const part of ['No answer', '<@U1>', 'Tue 1 Dec, 09:05', 'Next: Bump, Fri 4 Dec, 10:00'])
      expect(shown).toContain(part);
  });

  test('that the program closed says why', () => {
    const drawn = taskMessage(aTask({ state: 'closed', closedReason: 'reply', closedAt: now, next: '' }));
    expect(drawn.text).toMatch(/^Closed, they replied: /);
    expect(ids(drawn)).toEqual(['contact.open']);
  });

  test('that is snoozed says until when and offers to show it now', () => {
    const drawn = taskMessage(aTask({ snoozedUntil: now.plus({ hours: 3 }) }));
    expect(all(drawn)).toContain('Snoozed until Tue 1 Dec, 12:05');
    expect(ids(drawn)).toEqual(['task.show-now']);
  });
});
