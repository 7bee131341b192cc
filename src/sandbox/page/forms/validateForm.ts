import type { InputBlock, KnownBlock } from '@slack/types';
import { actionIdOf, blockIdOf, type ElementState, elementKey, type FormValues, isBlank } from './elementState.js';

/** The errors that Slack finds before it sends a submission: block id to sentence. */
export function validateForm(blocks: readonly KnownBlock[], values: FormValues): Record<string, string> {
  const errors: Record<string, string> = {};
  blocks.forEach((block, index) => {
    if (block.type !== 'input') return;
    const blockId = blockIdOf(block, index);
    const state = values[elementKey(blockId, actionIdOf(block.element))];
    const error = isBlank(state) ? blankError(block) : contentError(block, state);
    if (error) errors[blockId] = error;
  });
  return errors;
}

function blankError(block: InputBlock): string | null {
  return block.optional ? null : 'Please complete this required field.';
}

function contentError({ element }: InputBlock, state: ElementState | undefined): string | null {
  const value = typeof state?.value === 'string' ? state.value : '';
  switch (element.type) {
    case 'plain_text_input':
      if (element.min_length !== undefined && value.length < element.min_length) {
        return `Please use at least ${element.min_length} characters.`;
      }
      return element.max_length !== undefined && value.length > element.max_length
        ? `Please use at most ${element.max_length} characters.`
        : null;
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? null : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(value.trim()) ? null : 'Please enter a valid URL.';
    case 'number_input':
      return numberError(value, element);
    default:
      return null;
  }
}

function numberError(
  text: string,
  limits: { is_decimal_allowed: boolean; min_value?: string; max_value?: string },
): string | null {
  const value = Number(text);
  if (!Number.isFinite(value)) return 'Please enter a number.';
  if (!limits.is_decimal_allowed && !Number.isInteger(value)) return 'Please enter a whole number.';
  if (limits.min_value !== undefined && value < Number(limits.min_value)) {
    return `Please enter a number of at least ${limits.min_value}.`;
  }
  if (limits.max_value !== undefined && value > Number(limits.max_value)) {
    return `Please enter a number of at most ${limits.max_value}.`;
  }
  return null;
}
