import { parsePhone } from '../../domain/contact/phone.js';
import { parseWebhookAddress } from '../../domain/fulfillment/webhook-address.js';
import { type Refusal, refusalOf, refuse } from '../../domain/refusal.js';
import { type PathSegment, type Problem, pathOf } from '../../domain/sequence/problems.js';
import type { SmsStep } from '../../domain/steps/sms.js';
import type { Step } from '../../domain/steps/step.js';
import type { StepKind } from '../../domain/steps/step-kind.js';
import type { Deliveries } from '../ports/deliveries.js';
import type { LookedUp } from '../ports/looked-up.js';
import type { Postcards } from '../ports/postcards.js';
import type { Texter } from '../ports/texter.js';

/** What the configured providers carry: a step of another kind is refused when it is built, not when it fires. */
export interface Carried {
  /** Kinds of steps that nothing carries, and why. */
  readonly unavailable: Readonly<Partial<Record<StepKind, Refusal>>>;
  /** The numbers that texts can come from, E.164. */
  readonly numbers: LookedUp<readonly string[]>;
  /** Where mails come from unless a workspace says otherwise; null: nothing is configured. */
  readonly mailFrom: string | null;
  /** Webhooks without encryption, too. */
  readonly mayBePlain: boolean;
}

export interface Providers {
  /** Null: no provider for texts is configured. */
  readonly texter: Pick<Texter, 'numbers'> | null;
  /** Null: no provider for postcards is configured. */
  readonly postcards: Partial<Postcards> | null;
  readonly deliveries: Pick<Deliveries, 'mayBePlain'>;
  readonly settings: { readonly mailFrom: string | null };
}

/** Asks the providers. Not inside a transaction. */
export async function whatIsCarried({
  texter,
  postcards,
  deliveries: { mayBePlain },
  settings: { mailFrom },
}: Providers): Promise<Carried> {
  const numbers = texter === null ? null : await texter.numbers();
  return {
    unavailable: {
      ...(texter === null ? { sms: refuse('noTexter') } : {}),
      ...(postcards === null ? { postcard: refuse('noPrinter') } : {}),
    },
    mailFrom,
    mayBePlain,
    numbers: numbers?.ok ? { ok: true, found: numbers.found.map(({ number }) => number) } : (numbers ?? noNumbers),
  };
}

const noNumbers = { ok: false, reason: refuse('noTexter').message } as const;

/** That nothing here carries a step, which stands at `path` in the file, or an action of it. */
export function stepAvailabilityProblems(step: Step, path: readonly PathSegment[], carried: Carried): Problem[] {
  const why = carried.unavailable[step.kind];
  if (why !== undefined) return [{ path: pathOf(...path, 'kind'), ...why }];
  if (step.kind === 'sms') return numberProblems(step, path, carried);
  if (step.kind !== 'rule') return [];
  return step.do.flatMap((action, index) => {
    if (!('webhook' in action)) return [];
    const address = parseWebhookAddress(action.webhook, carried);
    return address.ok ? [] : [{ path: pathOf(...path, 'do', index, 'webhook'), ...refusalOf(address) }];
  });
}

/** A text comes from one of the account's numbers. */
function numberProblems({ from }: SmsStep, path: readonly PathSegment[], { numbers }: Carried): Problem[] {
  const here = pathOf(...path, ...(from === null ? [] : ['from']));
  if (from === null) {
    const isNone = numbers.ok && numbers.found.length === 0;
    return isNone ? [{ path: here, ...refuse('noNumber') }] : [];
  }
  if (!numbers.ok) {
    return [{ path: here, ...refuse('numberUnchecked', numbers.reason) }];
  }
  const number = parsePhone(from);
  if (number.ok && numbers.found.includes(number.phone)) return [];
  return [{ path: here, ...refuse('notNumber', from, numbers.found) }];
}
