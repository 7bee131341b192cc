import type { MultiSelect, Select } from '@slack/types';
import type { Snapshot } from '../../protocol.js';

/** One line of a menu. `option` is Slack's option object, where the element has such. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly option?: unknown;
}

export interface ChoiceGroup {
  readonly label: string | null;
  readonly choices: readonly Choice[];
}

interface OptionLike {
  readonly value?: string;
  readonly text: { readonly text: string };
  readonly description?: { readonly text: string };
}

export function choiceOf(option: OptionLike): Choice {
  const description = option.description ? { description: option.description.text } : {};
  return { value: option.value ?? '', label: option.text.text, option, ...description };
}

/** What a select menu offers without asking the app; an external select offers nothing by itself. */
export function offeredGroups(element: Select | MultiSelect, snapshot: Snapshot): ChoiceGroup[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      if (element.option_groups) {
        return element.option_groups.map((group) => ({
          label: group.label.text,
          choices: group.options.map(choiceOf),
        }));
      }
      return [{ label: null, choices: (element.options ?? []).map(choiceOf) }];
    case 'users_select':
    case 'multi_users_select':
      return [
        {
          label: null,
          choices: snapshot.people.map(({ id, realName, title }) => ({
            value: id,
            label: realName,
            description: title,
          })),
        },
      ];
    case 'channels_select':
    case 'multi_channels_select':
      return [{ label: null, choices: conversationChoices(snapshot, true) }];
    case 'conversations_select':
    case 'multi_conversations_select':
      return [{ label: null, choices: conversationChoices(snapshot, isOfChannels(element.filter?.include)) }];
    case 'external_select':
    case 'multi_external_select':
      return [];
  }
}

/** Whether a filter leaves messages between people out. */
function isOfChannels(include: readonly string[] | undefined): boolean {
  return include !== undefined && !include.includes('im') && !include.includes('mpim');
}

function conversationChoices(snapshot: Snapshot, channelsOnly: boolean): Choice[] {
  return snapshot.conversations
    .filter(({ kind }) => kind === 'channel' || !channelsOnly)
    .map(({ id, kind, name }) => ({ value: id, label: kind === 'channel' ? `#${name}` : name }));
}

export function matching(groups: readonly ChoiceGroup[], typed: string): ChoiceGroup[] {
  const wanted = typed.trim().toLowerCase();
  return groups
    .map((group) => ({ ...group, choices: group.choices.filter(({ label }) => label.toLowerCase().includes(wanted)) }))
    .filter(({ choices }) => choices.length > 0);
}
