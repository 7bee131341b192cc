import type { HomeView, KnownBlock, MrkdwnElement, PlainTextElement, PlainTextOption } from '@slack/types';

export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: true };
}

export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text };
}

export function option(text: string, value = text.toLowerCase()): PlainTextOption {
  return { text: plain(text), value };
}

export function taskBlocks(): KnownBlock[] {
  return [
    { type: 'header', block_id: 'title', text: plain('Call Ada Lovelace') },
    {
      type: 'section',
      block_id: 'contact',
      fields: [
        mrkdwn('*Company*\nAnalytical Engines Ltd'),
        mrkdwn('*Phone*\n<tel:+442079460018|+44 20 7946 0018>'),
        mrkdwn('*Email*\n<mailto:ada@example.com|ada@example.com>'),
        mrkdwn('*Due*\n<!date^1795510800^{date_short_pretty} at {time}|today>'),
      ],
    },
    {
      type: 'section',
      block_id: 'notes',
      text: mrkdwn(
        '> Ask who answers dashboard requests today, and how long they wait.\n> She opened Monday’s mail twice.',
      ),
    },
    {
      type: 'actions',
      block_id: 'task',
      elements: [
        { type: 'button', action_id: 'task_done', text: plain('Done'), value: 'tsk_1', style: 'primary' },
        {
          type: 'button',
          action_id: 'task_skip',
          text: plain('Skip'),
          value: 'tsk_1',
          confirm: {
            title: plain('Skip this call?'),
            text: mrkdwn('The cadence goes on *without* it.'),
            confirm: plain('Skip it'),
            deny: plain('Keep it'),
            style: 'danger',
          },
        },
        {
          type: 'static_select',
          action_id: 'task_snooze',
          placeholder: plain('Snooze'),
          options: [option('1 hour', '1h'), option('Tomorrow', '1d'), option('Next week', '7d')],
        },
        { type: 'users_select', action_id: 'task_reassign', placeholder: plain('Reassign') },
        {
          type: 'overflow',
          action_id: 'task_more',
          options: [option('They replied', 'replied'), option('Show the sequence', 'show')],
        },
      ],
    },
    {
      type: 'context',
      block_id: 'where',
      elements: [mrkdwn('Step 3 of 8 in *SaaS outbound* · Done moves the cadence on')],
    },
  ];
}

export function whyBlocks(): KnownBlock[] {
  return [
    {
      type: 'section',
      block_id: 'why',
      text: mrkdwn(
        '*Why the call is due today at 09:30*\n• Rule: `after: 2 days` since _Your dashboards, minus the queue_\n• Sunday became Monday: the sequence sends on weekdays\n• 07:10 became 09:30: the window opens at 09:30',
      ),
    },
    { type: 'context', block_id: 'zone', elements: [mrkdwn('Times in Europe/Berlin')] },
  ];
}

export function digestBlocks(): KnownBlock[] {
  return [
    { type: 'header', block_id: 'title', text: plain('Tuesday’s digest') },
    {
      type: 'section',
      block_id: 'numbers',
      fields: [mrkdwn('*Sent*\n42 mails, 6 tasks'), mrkdwn('*Replies*\n5, two booked a meeting')],
    },
    { type: 'divider' },
    {
      type: 'section',
      block_id: 'waiting',
      text: mrkdwn(
        '*3 people wait for you*\nA merge field is blank: <mailto:grace@example.com|grace@example.com> and two more',
      ),
      accessory: { type: 'button', action_id: 'digest_show', text: plain('Show them'), value: 'held' },
    },
  ];
}

export function homeView(): HomeView {
  const line = (name: string, note: string, id: string): KnownBlock => ({
    type: 'section',
    block_id: `task-${id}`,
    text: mrkdwn(`*${name}*\n${note}`),
    accessory: { type: 'button', action_id: 'task_done', text: plain('Done'), value: id },
  });
  return {
    type: 'home',
    blocks: [
      { type: 'header', block_id: 'h1', text: plain('Good morning, Ana') },
      {
        type: 'section',
        block_id: 'sum',
        text: mrkdwn('*2* tasks open, *4* mails go out today, *31* people in flight.'),
      },
      {
        type: 'actions',
        block_id: 'home-actions',
        elements: [
          { type: 'button', action_id: 'home_enroll', text: plain('Enroll someone'), style: 'primary' },
          { type: 'button', action_id: 'home_new', text: plain('New sequence') },
        ],
      },
      { type: 'divider' },
      { type: 'header', block_id: 'h2', text: plain('Your tasks') },
      line('Call Ada Lovelace', 'Due today at 09:30 · SaaS outbound', 'tsk_1'),
      line('Connect with Grace Hopper on LinkedIn', 'Overdue since yesterday · SaaS outbound', 'tsk_2'),
      { type: 'divider' },
      { type: 'header', block_id: 'h3', text: plain('Goes out today') },
      {
        type: 'section',
        block_id: 'out',
        text: mrkdwn(
          '09:30  *The number that matters* to Katherine Johnson\n11:00  *Three teams, one definition* to Annie Easley',
        ),
      },
      { type: 'context', block_id: 'upd', elements: [mrkdwn('Updated at 09:12')] },
    ],
  };
}
