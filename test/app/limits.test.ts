import { resolveRequest } from '../../src/app/enrolling/resolveRequest.js';
import { pause } from '../../src/app/enrollments/pause.js';
import { resume } from '../../src/app/enrollments/resume.js';
import { changeSettings, type SettingsChange } from '../../src/app/people/changeSettings.js';
import { isTooLarge } from '../../src/app/ports/files.js';
import { requestLimits, settingLimits } from '../../src/domain/limits.js';
import { type AppWorld, createAppWorld } from '../support/app-world.js';

/** The limits that use cases hold: for each what just fits, and what does not. */
let world: AppWorld;
beforeAll(async () => {
  world = await createAppWorld();
  await world.publish({ name: 'Case', steps: [{ id: 'a', kind: 'delay', for: '1 day' }] });
});
afterAll(() => world.close());

type Said = (amount: number) => Promise<string | null> | string | null;
const whole = { kind: 'everything' } as const;
const reasonOf = (outcome: { readonly ok: boolean; readonly reason?: string }) => outcome.reason ?? null;
const set = async (change: SettingsChange) => {
  const changed = await changeSettings(world.app, { actor: world.admin, change });
  if (changed.ok) return null;
  return changed.reason === 'invalid' ? (changed.problems[0]?.message ?? '') : changed.reason;
};

const inputs: {
  readonly requestLimits: { readonly [L in keyof typeof requestLimits]: Said };
  readonly settingLimits: { readonly [L in keyof typeof settingLimits]: Said };
} = {
  requestLimits: {
    addresses: async (amount) => {
      const emails = Array.from({ length: amount }, (_one, index) => `a${index}@example.com`);
      return reasonOf(await resolveRequest(world.app, { actor: world.manager, emails, sequenceName: 'Case' }));
    },
    fileBytes: (amount) => (isTooLarge(amount) ? 'too-large' : null),
    spreadHours: async (hours) => {
      await pause(world.app, { actor: world.admin, target: whole });
      return reasonOf(
        await resume(world.app, { actor: world.admin, target: whole, policy: { policy: 'spread', hours } }),
      );
    },
    yearsAhead: async (years) => {
      const until = (await world.clock.now()).plus({ years });
      return reasonOf(await pause(world.app, { actor: world.admin, target: whole, until }));
    },
  },
  settingLimits: {
    lateMinutes: (lateAfterMinutes) => set({ lateAfterMinutes }),
    people: (approvalLimit) => set({ approvalLimit }),
    mails: async (amount) => (await set({ mailsPerHour: amount })) ?? set({ mailsPerDay: amount }),
    senders: (amount) => set({ mailSenders: Array.from({ length: amount }, (_one, index) => `a${index}@example.com`) }),
    postalAddressLength: (amount) => set({ postalAddress: 'x'.repeat(amount) }),
  },
};

const limits = { requestLimits, settingLimits };
const cases = Object.entries(inputs).flatMap(([table, rows]) =>
  Object.entries(rows).map(([limit, said]) => {
    const most = Object.entries(limits[table as keyof typeof limits]).find(([name]) => name === limit)?.[1] ?? 0;
    return [`${table}.${limit}`, most, said as Said] as const;
  }),
);

test.each(cases)('%s: %s fit, one more does not', async (_limit, most, said) => {
  expect(await said(most)).toBeNull();
  expect(await said(most + 1)).toEqual(expect.any(String));
});
