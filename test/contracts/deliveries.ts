import { DateTime } from 'luxon';
import type { Deliveries } from '../../src/app/ports/deliveries.js';
import type { Delivery } from '../../src/domain/fulfillment/delivery.js';
import { anAddress } from './postcards.js';
import { type NextAnswer, repeatableContract, sendingContract } from './sending.js';

/** Something that hands deliveries over, with a receiver behind it that does what the suite says. */
export interface DeliveriesUnderTest {
  readonly deliveries: Deliveries;
  /** The receiver's address. */
  readonly url: string;
  takenIds(): readonly string[];
  next(what: NextAnswer): void;
  close(): Promise<void>;
}

export function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: '01890a5d-ac96-774b-bcce-b302099a8057',
    list: { id: '01890a5d-0000-774b-bcce-b302099a8057', name: 'Welcome kit' },
    closedAt: DateTime.fromISO('2026-03-02T17:00:00Z', { zone: 'utc' }),
    lines: [
      {
        id: 'execution-1.mug',
        item: 'Mug',
        quantity: 2,
        contact: { name: 'Ada Lövelace', company: null, email: 'ada@example.com', phone: '+14155552345' },
        address: anAddress(),
      },
    ],
    ...changes,
  };
}

/** What everything that hands deliveries over must do, whatever is behind it. */
export function deliveriesContract(name: string, open: () => Promise<DeliveriesUnderTest>) {
  const sender = async () => {
    const { deliveries, url, takenIds, next, close } = await open();
    return { send: (id: string) => deliveries.deliver(aDelivery({ id }), url), takenIds, next, close };
  };
  sendingContract(name, /Ada|@|King St|whsec_/, sender);
  repeatableContract(name, sender);

  describe(`${name}, as deliveries`, () => {
    let under: DeliveriesUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    test('have a secret a list, the same whenever one asks', () => {
      const { deliveries } = under;
      expect(deliveries.secretOf('list-1')).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
      expect(deliveries.secretOf('list-1')).toBe(deliveries.secretOf('list-1'));
      expect(deliveries.secretOf('list-1')).not.toBe(deliveries.secretOf('list-2'));
    });
  });
}
