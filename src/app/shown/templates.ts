import type { StoredTemplate, TemplateKind } from '../../domain/template/stored-template.js';
import type { CardLinks, LookedAtCard } from '../ports/card-links.js';
import type { ShownLength } from './textLength.js';
import type { ShownVersion } from './versions.js';

/** A stored template in the list of them. */
export interface ShownTemplateLine {
  readonly id: string;
  readonly name: string;
  readonly kind: TemplateKind;
  readonly version: number;
  readonly firstLine: string;
  /** How many sequences call it. */
  readonly usedIn: number;
}

/** A stored card's picture: where Slack fetches it, or what to ask for where the world cannot reach this program. */
export type ShownPicture = { readonly url: string } | { readonly wanted: WantedPicture };

export type WantedPicture = Pick<LookedAtCard, 'templateId' | 'version' | 'contactId'>;

/** A template as somebody would get it. */
export interface ShownTemplate {
  readonly id: string;
  readonly template: StoredTemplate;
  readonly version: number;
  /** Names of the sequences that call it. */
  readonly usedIn: readonly string[];
  /** One line about sequences that may call it and cannot be read here; null where there are none. */
  readonly unread: string | null;
  /** The newest first. */
  readonly versions: readonly ShownVersion[];
  /** Whose data stand in the preview; null: somebody made up. */
  readonly contact: string | null;
  /** The picture of a card; null: of none. */
  readonly picture: ShownPicture | null;
  /** Null where it cannot be rendered: `broken` says why. */
  readonly preview: readonly { readonly key: string; readonly text: string }[] | null;
  /** Of a text, as it stands in the preview; null: of none. */
  readonly length: ShownLength | null;
  readonly broken: string | null;
  /** Merge fields that this contact leaves blank. */
  readonly blanks: readonly string[];
  readonly mayEdit: boolean;
  /** The zone of whoever looks. */
  readonly reader: string;
}

/** The picture of a card for who looks at it. */
export function shownPicture(links: Pick<CardLinks, 'urlOf'>, card: LookedAtCard): ShownPicture {
  const url = links.urlOf(card);
  const { templateId, version, contactId } = card;
  return url === null ? { wanted: { templateId, version, contactId } } : { url };
}
