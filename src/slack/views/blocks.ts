import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  HomeView,
  ImageBlock,
  InputBlock,
  InputBlockElement,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  SectionBlockAccessory,
} from '@slack/types';
import type { ActionId, CallbackId } from '../action-ids.js';
import { SLACK_LIMITS } from './limits.js';
import { clip, oneLine } from './text.js';

/** A message ready for Slack: blocks, and the text that notifications and screen readers use. */
export interface Drawn {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** What follows the blocks, where Slack takes it: modals have no tables, and not every workspace has charts yet. */
  readonly wide?: WideBlocks;
}

export interface WideBlocks {
  readonly blocks: readonly (KnownBlock | ChartBlock)[];
  /** The same where it is not taken. */
  readonly instead: readonly KnownBlock[];
}

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block, newer than the published types. */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly { readonly name: string; readonly data: readonly { label: string; value: number }[] }[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label?: string;
      readonly y_label?: string;
    };
  };
}

/** A message's blocks as they go where everything can stand. */
export function allBlocks({ blocks, wide }: Drawn): (KnownBlock | ChartBlock)[] {
  return [...blocks, ...(wide?.blocks ?? [])];
}

/** The same without what only some places take. */
export function plainBlocks({ blocks, wide }: Drawn): KnownBlock[] {
  return [...blocks, ...(wide?.instead ?? [])];
}

/** Slack refuses empty texts. */
const nothing = '–';

export function plain(text: string, max: number = SLACK_LIMITS.textObject): PlainTextElement {
  return { type: 'plain_text', text: clip(oneLine(text), max) || nothing };
}

/** `text` is mrkdwn already; what users wrote in it must have gone through `escaped`. */
export function mrkdwn(text: string, max: number = SLACK_LIMITS.textObject): MrkdwnElement {
  return { type: 'mrkdwn', text: clip(text, max) || nothing };
}

export function section(text: string, accessory?: SectionBlockAccessory): SectionBlock {
  return { type: 'section', text: mrkdwn(text, SLACK_LIMITS.sectionText), ...(accessory ? { accessory } : {}) };
}

/** Small grey text; empty lines are left out. Null where nothing is left. */
export function context(...lines: readonly (string | null)[]): ContextBlock[] {
  const elements = lines.filter((line) => line !== null && line !== '').slice(0, SLACK_LIMITS.contextElements);
  return elements.length === 0 ? [] : [{ type: 'context', elements: elements.map((line) => mrkdwn(line ?? '', 2000)) }];
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, SLACK_LIMITS.headerText) };
}

/** `alt`: what it shows, in words. */
export function image(url: string, alt: string): ImageBlock {
  return { type: 'image', image_url: url, alt_text: clip(oneLine(alt), SLACK_LIMITS.imageAltText) || nothing };
}

export const divider: DividerBlock = { type: 'divider' };

export function actions(blockId: string | null, elements: readonly ActionsBlockElement[]): ActionsBlock[] {
  if (elements.length === 0) return [];
  return [{ type: 'actions', ...(blockId === null ? {} : { block_id: blockId }), elements: [...elements] }];
}

export interface ButtonOptions {
  readonly style?: 'primary' | 'danger' | undefined;
  readonly confirm?: ConfirmationDialog | undefined;
}

export function button(actionId: ActionId, label: string, value: string, options: ButtonOptions = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, SLACK_LIMITS.buttonText),
    value: clip(value, SLACK_LIMITS.buttonValue) || nothing,
    ...(options.style ? { style: options.style } : {}),
    ...(options.confirm ? { confirm: options.confirm } : {}),
  };
}

export function confirmation(title: string, text: string, yes: string, style?: 'danger'): ConfirmationDialog {
  return {
    title: plain(title, SLACK_LIMITS.confirmTitle),
    text: plain(text, SLACK_LIMITS.confirmText),
    confirm: plain(yes, SLACK_LIMITS.confirmButton),
    deny: plain('Cancel', SLACK_LIMITS.confirmButton),
    ...(style ? { style } : {}),
  };
}

export function option(label: string, value: string, description?: string): PlainTextOption {
  return {
    text: plain(label, SLACK_LIMITS.optionText),
    value,
    ...(description ? { description: plain(description, SLACK_LIMITS.optionDescription) } : {}),
  };
}

export function overflow(actionId: ActionId, options: readonly PlainTextOption[]): Overflow {
  return { type: 'overflow', action_id: actionId, options: options.slice(0, SLACK_LIMITS.overflowOptions) };
}

export interface InputOptions {
  readonly optional?: boolean;
  readonly hint?: string | undefined;
  readonly dispatch?: boolean;
}

export function input(
  blockId: string,
  label: string,
  element: InputBlockElement,
  options: InputOptions = {},
): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plain(label, SLACK_LIMITS.inputLabel),
    element,
    ...(options.optional ? { optional: true } : {}),
    ...(options.hint ? { hint: plain(options.hint, SLACK_LIMITS.inputHint) } : {}),
    ...(options.dispatch ? { dispatch_action: true } : {}),
  };
}

export interface ModalOptions {
  readonly callbackId: CallbackId;
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  /** Ids only: what a view must remember. Plain JSON of at most 3,000 characters. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly blocks: readonly KnownBlock[];
}

export function modal({ callbackId, title, submit, close = 'Cancel', metadata, blocks }: ModalOptions): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(title, SLACK_LIMITS.viewTitle),
    close: plain(close, SLACK_LIMITS.viewClose),
    ...(submit ? { submit: plain(submit, SLACK_LIMITS.viewSubmit) } : {}),
    ...(metadata ? { private_metadata: JSON.stringify(metadata) } : {}),
    blocks: [...blocks],
  };
}

export function home(blocks: readonly KnownBlock[]): HomeView {
  return { type: 'home', blocks: [...blocks] };
}
