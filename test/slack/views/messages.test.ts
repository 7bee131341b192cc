import { type SettingName, valueSettings } from '../../../src/app/people/applySettings.js';
import type { SettingsChange } from '../../../src/slack/command/intent.js';
import { parseCommand } from '../../../src/slack/command/parse-command.js';
import { verbHelp } from '../../../src/slack/command/verb-help.js';
import { verbs } from '../../../src/slack/command/verbs.js';
import { digestMessage } from '../../../src/slack/views/digest.js';
import { enrollmentLine } from '../../../src/slack/views/enrollments.js';
import { helpOverview, helpTopic } from '../../../src/slack/views/help.js';
import { homeView } from '../../../src/slack/views/home.js';
import { noticeMessage } from '../../../src/slack/views/notice.js';
import { pageOf } from '../../../src/slack/views/paging.js';
import { stillPausedText } from '../../../src/slack/views/pause-modals.js';
import { sequenceListMessage, sequenceMessage } from '../../../src/slack/views/sequences.js';
import { statusMessage, whyMessage } from '../../../src/slack/views/status.js';
import { taskLine, taskListMessage } from '../../../src/slack/views/task-list.js';
import { taskPostsMessage } from '../../../src/slack/views/task-posts.js';
import { todayMessage } from '../../../src/slack/views/today.js';
import {
  aDigest,
  aHome,
  aNotice,
  anEnrollment,
  aShownSequence,
  aStatus,
  aTaskList,
  aToday,
  aWhy,
  now,
  someTaskPosts,
  zone,
} from './shown-for-tests.js';

const all = (drawn: { readonly blocks: readonly object[] }) => JSON.stringify(drawn.blocks);

describe('help', () => {
  test('names every command that the parser takes, and no other', () => {
    const listed = [...all(helpOverview({ command: '/cadence' })).matchAll(/`\/cadence (\w+)`/g)].map(
      ([, verb]) => verb,
    );
    expect([...new Set(listed)].sort()).toEqual([...verbs].sort());
  });

  test.each(verbs)('on %s gives examples that the parser understands', (verb) => {
    for (const { line } of verbHelp[verb].examples) {
      // Slack turns a channel and a person that one picks into links.
      const sent = line.replace('#sales', '<#C1|sales>').replace(/@(rep|mia)\b/, '<@U1|$1>');
      expect(parseCommand(sent, { command: '/sequence' })).toMatchObject({ kind: verb });
    }
    expect(all(helpTopic(verb, { command: '/cadence' }))).not.toContain('/sequence');
  });
});

test('help on settings teaches everything that a line can set, and a line sets all that the page shows', () => {
  const taught = verbHelp.settings.examples.flatMap(({ line }) => {
    const intent = parseCommand(line.replace('@mia', '<@U1|mia>'), { command: '/sequence' });
    return intent.kind === 'settings' ? (intent.change?.setting ?? []) : [];
  });
  const settings: Readonly<Record<SettingsChange['setting'], readonly SettingName[]>> = {
    zone: ['zone'],
    grid: ['delayGridMinutes'],
    late: ['lateAfterMinutes'],
    limit: ['approvalLimit'],
    from: ['mailFrom'],
    sender: ['mailSenders'],
    mails: ['mailsPerHour', 'mailsPerDay'],
    address: ['postalAddress'],
    manager: ['managers'],
  };
  expect(taught.sort()).toEqual(Object.keys(settings).sort());
  expect(Object.values(settings).flat().sort()).toEqual([...valueSettings, 'managers'].sort());
});

describe('a digest', () => {
  test('says that there is nothing to report rather than nothing', () => {
    const drawn = digestMessage(aDigest({ sections: [{ title: 'Fired', lines: [] }] }));
    expect(drawn.text).toContain('nothing to report');
    expect(all(drawn)).toContain('Nothing to report.');
  });

  test('that comes late says when it was due', () => {
    expect(all(digestMessage(aDigest({ lateFrom: now })))).toContain('it was due Tue 1 Dec, 09:05');
  });

  test('says how many lines it left out', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `Line number ${index} of the section, with some more text`);
    const shown = all(digestMessage(aDigest({ sections: [{ title: 'Fired', lines }] })));
    const kept = shown.match(/Line number/g)?.length ?? 0;
    expect(shown).toContain(`…and ${500 - kept} more`);
  });
});

describe('a notice', () => {
  test('has its buttons, each with an id of its own', () => {
    const button = { action: 'resolve-uncertain', label: 'Sent', value: 'sent 1' } as const;
    const shown = all(noticeMessage(aNotice({ buttons: [button, { ...button, label: 'Not sent' }] })));
    expect(shown).toContain('"notice.resolve-uncertain#0"');
    expect(shown).toContain('"notice.resolve-uncertain#1"');
  });

  test('lets no text of a contact mention anybody', () => {
    expect(all(noticeMessage(aNotice({ title: '<!here>', text: 'a\n<!channel>' })))).not.toMatch(/<!/);
  });
});

describe('why', () => {
  test('names the next step, its time and every reason in order', () => {
    const why = aWhy();
    const next = {
      step: 'Bump',
      at: now.plus({ days: 2 }),
      rulesZone: 'Asia/Tokyo',
      because: ['Counts from Intro.', '2 days later at 10:00.'],
    };
    const enrollments = why.enrollments.map((one) => ({ ...one, next }));
    expect(all(whyMessage({ ...why, enrollments }))).toContain(
      '*Next*: Bump, Thu 3 Dec, 09:05 (23:05 in Tokyo)\\n1.  Counts from Intro.\\n2.  2 days later at 10:00.',
    );
  });
});

test('who has no name is called by the address, once', () => {
  const named = aStatus();
  const nameless = { ...named, contact: { ...named.contact, name: 'ada@example.com', company: null } };
  expect(all(statusMessage(nameless)).split('ada@example.com')).toHaveLength(2);
  expect(all(statusMessage(named))).toContain('*Ada Lovelace*, Acme\\nada@example.com');
});

test.each([
  [{}, ''],
  [{ self: 1 }, '1 is still paused on its own'],
  [{ self: 2, sequence: 1 }, '2 are still paused on their own, 1 with its sequence'],
  [{ owner: 1, workspace: 3 }, '1 is still paused with its owner, 3 with everything'],
])('what stays paused after %j is told in words', (some, words) => {
  expect(stillPausedText({ self: 0, sequence: 0, owner: 0, workspace: 0, ...some })).toBe(words);
});

describe('lists', () => {
  test('what goes out today begins with what is held, and why', () => {
    const shown = all(todayMessage(aToday(5)));
    expect(shown.indexOf('Held, waiting')).toBeLessThan(shown.indexOf('Everything else'));
    expect(shown).toContain('`09:06`  :warning: Mail “Intro” to Ada Lovelace, Acme (contact.company is blank)');
    expect(shown).toContain('`09:09`  :hourglass_flowing_sand: Mail “Intro” to Ada Lovelace, Acme (not done yet)');
  });

  test('where nothing goes out today, it says whose, and what comes next', () => {
    expect(all(todayMessage(aToday(0)))).toContain('Nothing of yours goes out today.');
    const [next] = aToday(1).sends;
    const shown = all(todayMessage({ ...aToday(0), next: next ?? null }));
    expect(shown).toContain('Next: Mail “Intro” to Ada Lovelace, Acme, Tue 1 Dec, 09:05');
  });

  test('what goes out from the whole team says whose it is', () => {
    const shown = all(todayMessage({ ...aToday(1), of: 'everybody' }));
    expect(shown).toContain('What goes out today from the whole team');
    expect(shown).toContain('`09:05`  Mail “Intro” to Ada Lovelace, Acme  ·  Ana Ruiz');
    expect(all(todayMessage(aToday(1)))).not.toContain('Ana Ruiz');
    expect(all(todayMessage({ ...aToday(0), of: 'everybody' }))).toContain('Nothing of anybody’s goes out today.');
  });

  test('what did not fit is counted', () => {
    expect(all(todayMessage({ ...aToday(2), total: 14 }))).toContain('…and 12 more');
  });

  test('are paged, and a page that is gone becomes the last one', () => {
    expect(pageOf([1, 2, 3, 4, 5], 9, 2)).toMatchObject({ items: [5], page: 2, first: 4, total: 5 });
    const shown = all(taskListMessage(aTaskList(40), 1));
    expect(shown).toContain('16 to 30 of 40');
    expect(shown).toContain('"value":"tasks:2"');
    expect(shown).toContain('"value":"tasks:0"');
  });

  test.each([
    ['call', ['connected', 'voicemail', 'no-answer', 'wrong-number', 'open']],
    ['todo', ['done', 'tomorrow', 'skip', 'replied', 'open']],
  ] as const)('a task of type %s offers what is done most, and the rest behind More…', (type, choices) => {
    const [task] = aTaskList(1).tasks;
    if (task === undefined) throw new Error('no task');
    const offered = JSON.stringify(taskLine({ ...task, type }, { zone }))
      .match(/"value":"([a-z-]+):/g)
      ?.map((value) => value.slice(9, -1));
    expect(offered).toEqual(choices);
  });

  test('an enrollment offers what its state allows', () => {
    const offered = (state: 'running' | 'paused' | 'exited') =>
      JSON.stringify(enrollmentLine(anEnrollment({ state })))
        .match(/"value":"(\w+):/g)
        ?.map((value) => value.slice(9, -1));
    expect(offered('running')).toEqual(['why', 'pause', 'replied', 'remove', 'contact']);
    expect(offered('paused')).toEqual(['why', 'resume', 'replied', 'remove', 'contact']);
    expect(offered('exited')).toEqual(['why', 'contact']);
  });

  test('a sequence shows each step with its name, its date and what commands call it', () => {
    const shown = all(sequenceMessage(aShownSequence(3)));
    expect(shown).toContain(
      '2 days later, 10:00, only Mon, Tue, Wed, Thu, Fri: Mail “Hello”, again every 7 days, 4 times in all',
    );
    expect(shown).toContain('*2.*  *Step 2*  Thu 3 Dec, 09:05 · +2 days');
    expect(shown).toContain('in commands `step-1`');
  });

  test('who may not change sequences is offered no way to', () => {
    const rep = { ...aShownSequence(3), mayEdit: false };
    const offered = JSON.stringify([sequenceMessage(rep), sequenceListMessage([], { mayEdit: false })]);
    expect(offered).toContain('"enroll.open"');
    expect(offered).not.toMatch(/"sequence\.(pause|resume|edit|create)"/);
    const manager = JSON.stringify([sequenceMessage(aShownSequence(3)), sequenceListMessage([], { mayEdit: true })]);
    for (const id of ['pause', 'edit', 'create']) expect(manager).toContain(`"sequence.${id}"`);
  });
});

describe('tasks that came at once', () => {
  test('stand in one message: open ones with a menu, done ones with who and what, handed-on ones with whom', () => {
    const shown = taskPostsMessage(someTaskPosts(5));
    expect(shown.text).toBe('3 tasks: Task 1, Task 2, Task 4');
    expect(all(shown)).toContain('5 tasks, 3 open');
    expect(all(shown).match(/"overflow"/g)).toHaveLength(3);
    expect(all(shown)).toContain(':arrow_right: Handed to Ana Ruiz');
    expect(all(shown)).toContain('*Done*: Task 3');
  });

  test('where there is no room for all, what is open comes first and the rest is counted', () => {
    const { tasks, zone: at } = someTaskPosts(60);
    const shown = taskPostsMessage({ zone: at, tasks });
    expect(all(shown)).toContain('…and 37 more');
    expect(all(shown).match(/"overflow"/g)).toHaveLength(23);
    expect(all(shown)).not.toContain(':white_check_mark:');
  });
});

describe('the App Home', () => {
  test('shows tasks, what goes out today and enrollments by state, the chosen state marked', () => {
    const shown = all(homeView(aHome(2), { command: '/sequence' }));
    for (const part of ['Your 2 open tasks, 1 overdue', 'What goes out today', 'Running 2', 'Needs you 1']) {
      expect(shown).toContain(part);
    }
    const view = homeView(aHome(2), { command: '/sequence' });
    const tabs = view.blocks.find((block) => block.block_id === 'home.states') as unknown as {
      elements: { style?: string; value: string }[];
    };
    expect(tabs.elements.filter((one) => one.style === 'primary').map((one) => one.value)).toEqual(['running']);
  });

  test('of somebody who is paused says so and offers to resume', () => {
    const shown = all(homeView({ ...aHome(1), isPaused: true }, { command: '/sequence' }));
    expect(shown).toContain('You are paused');
    expect(shown).toContain('home.resume-me');
  });

  test('of a newcomer teaches the first command', () => {
    const home = aHome(0);
    const counts = { running: 0, waiting: 0, held: 0, paused: 0, completed: 0, exited: 0 };
    const shown = all(
      homeView(
        { ...home, enrollments: { counts, state: 'running', list: [], page: 0, unread: null } },
        { command: '/cadence' },
      ),
    );
    expect(shown).toContain('/cadence enroll');
  });
});
