import type { KnownBlock } from '@slack/types';
import { stepKinds } from '../../../src/domain/steps/step-kind.js';
import { builderModal } from '../../../src/slack/views/builder/builder.js';
import { stepFormModal } from '../../../src/slack/views/builder/step-form.js';
import { contactModal, pickContactModal, readContactForm } from '../../../src/slack/views/contact.js';
import { digestModal } from '../../../src/slack/views/digest-settings.js';
import { enrolledText, enrollModal, readEnrollForm } from '../../../src/slack/views/enroll.js';
import { readResume, resumeModal } from '../../../src/slack/views/pause-modals.js';
import { testModal } from '../../../src/slack/views/pick-modals.js';
import { repliedModal } from '../../../src/slack/views/replied-modal.js';
import { readSettingsForm, settingsModal } from '../../../src/slack/views/settings.js';
import { readState } from '../../../src/slack/views/state.js';
import { aBuilder, aContact, anEnroll, aResume, aStepForm, someSettings } from './shown-for-tests.js';

describe('the enroll modal', () => {
  test('gives back what it was filled with', () => {
    const values = {
      addresses: { field: { value: ' ada@example.com ' } },
      sequence: { 'enroll.sequence': { selected_option: { value: 's1' } } },
      owner: { 'enroll.owner': { selected_user: 'U1' } },
      'step:s1': { 'enroll.step': { selected_option: null } },
      date: { 'enroll.date': { selected_date: '2026-12-01' } },
      time: { 'enroll.time': { selected_time: '09:00' } },
      'need:ada@example.com:custom: field': { field: { value: 'Acme' } },
      'need:ben@example.com:firstName': { field: { value: null } },
    };
    expect(readEnrollForm(values)).toEqual({
      form: {
        addresses: 'ada@example.com',
        sequenceId: 's1',
        owner: 'U1',
        stepId: null,
        date: '2026-12-01',
        time: '09:00',
      },
      needs: [{ email: 'ada@example.com', field: 'custom: field', value: 'Acme' }],
    });
  });

  test('once reviewed says who will not be enrolled and why, asks for blank fields, and says what its button does', () => {
    const view = enrollModal(anEnroll(3, (text) => text, true));
    expect(view.submit?.text).toBe('Enroll 2 people');
    expect(JSON.parse(view.private_metadata ?? '{}')).toEqual({ key: 'reviewed' });
    const shown = JSON.stringify(view.blocks);
    expect(shown).toContain('1 address will not be enrolled*\\n•  Ada Lovelace (ada2@example.com) is in it already');
    expect(view.blocks.map((block) => block.block_id)).toEqual(
      expect.arrayContaining([
        'need:ada0@example.com:firstName',
        'need:ada1@example.com:company',
        'addresses',
        'sequence',
      ]),
    );
    expect(view.blocks.map((block) => block.block_id)).not.toContain('need:ada2@example.com:firstName');
  });

  test('names ten of many who are fine, those with a note first, and everybody who is not', () => {
    const shown = anEnroll(45, (text) => text, true);
    const people = Array.from({ length: 120 }, (_, index) => {
      const verdict = index === 119 ? ('new' as const) : index < 15 ? ('blocked' as const) : ('ready' as const);
      return { name: null, email: `p${index}@example.com`, verdict, reason: index < 15 ? 'is out' : null, blanks: [] };
    });
    const [blocked = '', able = ''] = enrollModal({ ...shown, review: { key: 'k', people } }).blocks.flatMap((block) =>
      'text' in block && typeof block.text === 'object' ? block.text.text : [],
    );
    expect(blocked.split('\n')).toHaveLength(1 + 15);
    expect(able.split('\n')).toHaveLength(1 + 10 + 1);
    expect(able).toMatch(/105 people will be enrolled\*\n• {2}p119@example.com: new contact\n[\s\S]*…and 95 more$/);
  });

  test('says what a blank field holds, whatever kind of step needs it, and when the rest is asked for', () => {
    const few = JSON.stringify(enrollModal(anEnroll(3, (text) => text, true)).blocks);
    expect(few).toContain('holds the step that needs it until somebody fills it in');
    expect(few).not.toContain('asked for when');
    const many = JSON.stringify(enrollModal(anEnroll(45, (text) => text, true)).blocks);
    expect(many).toContain('…and 50 more, asked for when the steps that need them are due.');
  });

  test('shows the dates of the chosen sequence', () => {
    expect(JSON.stringify(enrollModal(anEnroll(2)))).toContain('Thu 3 Dec, 09:05 · +2 days  Step 2');
  });

  test('what was done is said in a sentence, with those who were left out', () => {
    const summary = {
      sequenceName: 'SaaS',
      people: [{ name: 'Ada', email: 'a@b.c', first: 'Intro, 10:00' }],
      from: null,
      first: 'Intro, 10:00',
      notEnrolled: [{ email: 'x@y.z', reason: 'is in it.' }],
    };
    expect(enrolledText(summary)).toBe('Enrolled *Ada* in *SaaS*. First: Intro, 10:00.\nNot enrolled: x@y.z is in it.');
    const from = { slackUserId: 'U0BEN00001', name: 'Ben' };
    expect(enrolledText({ ...summary, from })).toContain('in *SaaS*, from <@U0BEN00001>. First');
  });
});

describe('many who were left out', () => {
  test('are named as far as there is room, the rest counted', () => {
    const notEnrolled = Array.from({ length: 40 }, (_, index) => ({
      email: `person-${index}@example.com`,
      reason: 'gets nothing any more: unsubscribed on 2 Mar 2026. Only an admin can allow it again.',
    }));
    const people = [{ name: 'Ada', email: 'a@b.c', first: null }];
    const text = enrolledText({ sequenceName: 'SaaS', people, from: null, first: null, notEnrolled });
    const lines = text.split('\n');
    expect(text.length).toBeLessThan(3000);
    expect(lines[1]).toBe(`Not enrolled: person-0@example.com ${notEnrolled[0]?.reason}`);
    expect(lines.at(-1)).toBe(`…and ${41 - (lines.length - 1)} more`);
  });
});

test('the page of settings says how late a step may be in hours and minutes', () => {
  const page = (lateAfterMinutes: number) =>
    JSON.stringify(settingsModal({ ...someSettings(1, (text) => text, false), lateAfterMinutes }));
  expect(page(240)).toContain('up to*  4 hours\\n');
  expect(page(100)).toContain('up to*  1 hour 40 minutes\\n');
});

test('the page of settings says so where no address is limited', () => {
  const open = { ...someSettings(1, (text) => text, false), mailsPerHour: null, mailsPerDay: null };
  expect(JSON.stringify(settingsModal(open))).toContain('*Each address sends at most*  no limit\\n');
});

describe('asking for a contact', () => {
  test('says what for', () => {
    expect(pickContactModal('why').title.text).toBe('Why then?');
    expect(pickContactModal('suppress').title.text).toBe('Suppress whom?');
  });
});

describe('the contact form', () => {
  test('gives back cells, custom fields under their names, and tags', () => {
    const values = {
      firstName: { field: { value: 'Ada' } },
      'fields.Plan (old)': { field: { value: 'gold' } },
      'fields.size': { field: { value: null } },
      tags: { field: { value: 'a; b ;;' } },
    };
    expect(readContactForm(values)).toMatchObject({
      cells: { firstName: 'Ada', lastName: null },
      fields: { 'Plan (old)': 'gold', size: null },
      tags: ['a', 'b'],
      owner: null,
    });
  });

  test('has no fields and no Save for somebody who may not edit', () => {
    const view = contactModal(aContact(1, (text) => text, { mayEdit: false }));
    expect(view.submit).toBeUndefined();
    expect(view.blocks.some((block) => block.type === 'input')).toBe(false);
  });
});

describe('other forms', () => {
  test('a resume is keep unless another way was chosen', () => {
    expect(readResume({})).toEqual({ policy: 'keep' });
    const spread = { policy: { field: { selected_option: { value: 'spread' } } }, hours: { field: { value: '6' } } };
    expect(readResume(spread)).toEqual({ policy: 'spread', hours: 6 });
  });

  test('a resume says what becomes of a step with a time of day when everything is shifted', () => {
    const view = resumeModal({ target: { kind: 'everything' }, preview: aResume(), policy: 'keep', hours: 4 });
    const shown = JSON.stringify(view.blocks);
    expect(shown).toContain('"Move everything later by the pause; a step’s own time of day stays"');
  });

  test('settings give back the managers', () => {
    expect(readSettingsForm({ managers: { field: { selected_users: ['U1', 'U2'] } } }).managers).toEqual(['U1', 'U2']);
  });

  test('what is not of Slack’s form reads as empty', () => {
    for (const odd of [null, 'x', { a: 1 }, { a: { b: { value: 7 } } }]) expect(readState(odd).text('a')).toBeNull();
  });
});

test('no label says that a field is optional: Slack writes that behind it', () => {
  const forms = [
    enrollModal(anEnroll(2, (text) => text, true)),
    contactModal(aContact(2)),
    settingsModal(someSettings(2)),
    digestModal({ channel: 'C0SALES001', rhythm: 'daily', at: null, zone: 'Europe/London' }),
    pickContactModal('replied'),
    repliedModal({ name: 'Ada', sequenceName: 'Outbound' }, {}),
    resumeModal({ target: { kind: 'everything' }, preview: aResume(), policy: 'keep', hours: 4 }),
    testModal({ sequences: [], sequenceId: null, steps: [], stepId: null }),
    ...stepKinds.map((kind) => stepFormModal(aStepForm({ kind }))),
    builderModal(aBuilder(2)),
  ];
  const inputs = forms.flatMap(({ blocks }) =>
    (blocks as KnownBlock[]).flatMap((block) => (block.type === 'input' ? [block] : [])),
  );
  expect(inputs.filter(({ optional }) => optional).length).toBeGreaterThan(15);
  expect(inputs.filter(({ label }) => /optional/i.test(label.text))).toEqual([]);
});
