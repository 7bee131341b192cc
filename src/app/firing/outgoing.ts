import type { CarriedKind } from '../../domain/steps/lane.js';
import type { Mail } from '../ports/mailer.js';
import type { Postcard } from '../ports/postcards.js';
import type { Claim } from '../ports/stores/executions.js';
import type { Text } from '../ports/texter.js';

/** What a provider is handed, by kind of step. */
export interface ThingOfKind {
  email: Mail;
  sms: Text;
  postcard: Postcard;
}

/** A step's thing with the claim under which it may leave, once that is written. */
export type OutgoingOf<K extends CarriedKind> = {
  [Kind in K]: {
    readonly kind: Kind;
    readonly claim: Claim;
    /** The id under which it is claimed, whatever its row's is. */
    readonly claimId: string;
    readonly thing: ThingOfKind[Kind];
  };
}[K];
export type Outgoing = OutgoingOf<CarriedKind>;

/** The same under a claim as it is stored, whose id it travels with: mostly its own. */
export function underClaim<K extends CarriedKind>(one: OutgoingOf<K>, claim: Claim): OutgoingOf<K> {
  if (one.claim === claim) return one;
  return { ...one, claim, thing: { ...one.thing, executionId: claim.id } };
}

type Make<K extends CarriedKind> = (claim: Claim, thing: ThingOfKind[K]) => Outgoing;

const makes: { readonly [K in CarriedKind]: Make<K> } = {
  email: (claim, thing) => ({ kind: 'email', claim, claimId: claim.id, thing }),
  sms: (claim, thing) => ({ kind: 'sms', claim, claimId: claim.id, thing }),
  postcard: (claim, thing) => ({ kind: 'postcard', claim, claimId: claim.id, thing }),
};

/** What a step of a kind is about to send. */
export function outgoingOf<K extends CarriedKind>(kind: K, ...of: Parameters<Make<K>>): Outgoing {
  return makes[kind](...of);
}
