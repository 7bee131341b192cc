import { z } from 'zod';
import type { LookedUp } from '../../app/ports/looked-up.js';
import { jsonOf } from '../rest/outcome.js';
import type { TwilioAccount } from './account.js';
import { whyNot } from './outcome.js';

/** Twilio's longest page is 1000; 200 keeps an answer well within its time. */
const pageSize = '200';

/** A list's items, page after page, until there are no more or a page is enough; a failed page fails them all. */
export async function readPages<Item extends z.ZodType>(
  account: TwilioAccount,
  list: {
    readonly resource: string;
    readonly filters: Readonly<Record<string, string>>;
    /** The key of the items in an answer. */
    readonly items: string;
    readonly schema: Item;
    readonly isEnough: (page: readonly z.infer<Item>[]) => boolean;
  },
): Promise<LookedUp<readonly z.infer<Item>[]>> {
  const found: z.infer<Item>[] = [];
  const pageSchema = z.object({
    [list.items]: z.array(list.schema),
    // A path only: the account's token goes nowhere else.
    next_page_uri: z
      .string()
      .regex(/^\/(?!\/)/)
      .nullish(),
  });
  let answer = await account.list(list.resource, { ...list.filters, PageSize: pageSize });
  for (;;) {
    if (answer.kind === 'none' || answer.status !== 200) return { ok: false, reason: whyNot(answer) };
    const page = pageSchema.safeParse(jsonOf(answer.body));
    if (!page.success) return { ok: false, reason: 'Twilio answered with something that is not its list' };
    const items = z.array(list.schema).parse(page.data[list.items]);
    found.push(...items);
    const next = page.data.next_page_uri;
    if (typeof next !== 'string' || list.isEnough(items)) return { ok: true, found };
    answer = await account.page(next);
  }
}
