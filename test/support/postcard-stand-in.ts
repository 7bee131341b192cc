import { breaches, published } from './published.js';
import {
  type Answer,
  type Incoming,
  type Provider,
  type StandIn,
  type StandInOptions,
  startStandIn,
} from './stand-in.js';

/** A card as the stand-in received it. */
export interface TakenPostcard {
  readonly id: string;
  readonly idempotencyKey: string | null;
  readonly authorization: string | null;
  readonly fields: {
    readonly to: Readonly<Record<string, string>>;
    readonly from: Readonly<Record<string, string>>;
    readonly size: string;
    readonly front: string;
    readonly back: string;
    readonly merge_variables?: Readonly<Record<string, string>>;
    readonly metadata?: Readonly<Record<string, string>>;
  };
}

export interface PostcardStandIn extends StandIn<TakenPostcard> {
  /** How the post office finds addresses from now on: Lob's `deliverability`. */
  findAddresses(deliverability: string): void;
  /** How far proofs are from now on. */
  drawProofs(status: 'processing' | 'completed' | 'failed'): void;
  /** Lets it forget the keys it knows, as Lob does after 24 hours. */
  forgetKeys(): void;
}

const description = published('lob');

/** A server that answers like Lob's postcards, proofs and US verifications, and refuses what its description forbids. */
export async function startPostcardStandIn(options: StandInOptions = {}): Promise<PostcardStandIn> {
  const keys = new Map<string, string>();
  let deliverability = 'deliverable';
  let proofs: 'processing' | 'completed' | 'failed' = 'completed';

  const lob: Provider<TakenPostcard> = {
    shelf: 'postcards',
    isSending: ({ method, path }) => method === 'POST' && path === '/v1/postcards',
    take: ({ body, headers }, taken) => {
      const fields = JSON.parse(body);
      const wrong = [...breaches(description, 'createPostcard', fields), ...addressBreaches(fields)];
      if (wrong.length > 0) return { things: [], answer: refusal(wrong.join('; ')) };
      const key = typeof headers['idempotency-key'] === 'string' ? headers['idempotency-key'] : null;
      if (key !== null && key.length > 256) return { things: [], answer: refusal('the idempotency key is too long') };
      const before = key === null ? undefined : keys.get(key);
      if (before !== undefined) return { things: [], answer: { status: 200, body: { id: before } } };
      const id = `psc_${String(taken.length + 1).padStart(16, '0')}`;
      if (key !== null) keys.set(key, id);
      const authorization = headers.authorization ?? null;
      return { things: [{ id, idempotencyKey: key, authorization, fields }], answer: { status: 200, body: { id } } };
    },
    errorBody: (status) => ({ error: { message: 'as told', status_code: status, code: 'as_told' } }),
    look: (request, taken) => {
      switch (`${request.method} ${request.path}`) {
        case 'GET /v1/postcards':
          return list(request, taken);
        case 'POST /v1/us_verifications':
          return verification(request, deliverability);
        case 'POST /v1/resource_proofs':
          return proof(request);
        case 'GET /v1/resource_proofs/res_prf_1':
          return { status: 200, body: proofBody(proofs) };
        default:
          return null;
      }
    },
  };
  return {
    ...(await startStandIn(lob, options)),
    findAddresses(next) {
      deliverability = next;
    },
    drawProofs(next) {
      proofs = next;
    },
    forgetKeys: () => keys.clear(),
  };
}

function refusal(message: string): Answer {
  return { status: 422, body: { error: { message, status_code: 422, code: 'invalid' } } };
}

type Address = Readonly<Record<string, string>>;

function addressBreaches({ to, from }: { readonly to?: Address; readonly from?: Address }): string[] {
  return Object.entries({ to: to ?? {}, from: from ?? {} }).flatMap(([which, address]) => {
    const isUs = (address.address_country ?? 'US') === 'US';
    const wrong = breaches(description, isUs ? 'addressUs' : 'addressAbroad', address);
    if (which === 'from' && !isUs) wrong.push('must be in the US');
    if (!address.name && !address.company) wrong.push('name or company is required');
    if (!address.address_zip && !(address.address_city && address.address_state)) wrong.push('zip is required');
    const street = `${address.address_line1}${address.address_line2 ?? ''}`;
    if (which === 'to' && isUs && street.length > 50) wrong.push('the lines are too long');
    return wrong.map((what) => `${which}.${what}`);
  });
}

function list({ query }: Incoming, taken: readonly TakenPostcard[]): Answer {
  const wrong = breaches(description, 'listPostcards', Object.fromEntries(query));
  if (wrong.length > 0) return refusal(wrong.join('; '));
  const wanted = query.get('metadata[execution_id]');
  const found = taken.filter(({ fields }) => wanted === null || fields.metadata?.execution_id === wanted);
  const data = found.toReversed().slice(0, Number(query.get('limit') ?? 10));
  return { status: 200, body: { object: 'list', data: data.map(({ id }) => ({ id })), count: data.length } };
}

function verification({ body }: Incoming, deliverability: string): Answer {
  const fields = JSON.parse(body);
  const wrong = breaches(description, 'verifyUsAddress', fields);
  if (!fields.zip_code && !(fields.city && fields.state)) wrong.push('zip_code is required');
  if (wrong.length > 0) return refusal(wrong.join('; '));
  const [zip, plus4] = String(fields.zip_code ?? '94107').split('-');
  return {
    status: 200,
    body: {
      id: 'us_ver_1',
      deliverability,
      primary_line: deliverability === '' ? '' : 'As The Post Spells It',
      secondary_line: fields.secondary_line ?? '',
      components: { city: fields.city, state: fields.state, zip_code: zip, zip_code_plus_4: plus4 ?? '2282' },
    },
  };
}

function proof({ body }: Incoming): Answer {
  const { resource_type, resource_parameters } = JSON.parse(body);
  const wrong = [
    ...breaches(description, 'postcardProof', resource_parameters),
    ...addressBreaches(resource_parameters),
  ];
  if (resource_type !== 'postcard') wrong.push('resource_type is not known');
  return wrong.length > 0 ? refusal(wrong.join('; ')) : { status: 201, body: proofBody('processing') };
}

function proofBody(status: 'processing' | 'completed' | 'failed') {
  const picture = (side: string) => ({ large: `https://lob-assets.com/postcards/${side}.png` });
  return {
    id: 'res_prf_1',
    status,
    url: status === 'completed' ? 'https://lob-assets.com/postcards/proof.pdf' : null,
    thumbnails: status === 'completed' ? [picture('front'), picture('back')] : [],
    errors: status === 'failed' ? [{ code: 'invalid_template_html', message: 'The HTML is broken' }] : [],
  };
}
