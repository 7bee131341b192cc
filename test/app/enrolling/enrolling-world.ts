import { type EnrollmentOrder, enrollContacts } from '../../../src/app/enrolling/enrollContacts.js';
import { previewEnrollment } from '../../../src/app/enrolling/previewEnrollment.js';
import { createAppWorld } from '../../support/app-world.js';
import { aContact } from '../../support/people.js';

/** Steps of the cadence, “Outbound”, that these tests enroll into. */
const plain = { subject: 'Hello', body: 'Hi there' };
export const intro = { id: 'intro', name: 'Intro', kind: 'email', when: 'immediately', email: plain };
export const later = { id: 'second', kind: 'email', when: { days: 2, at: '09:00' }, email: plain };

/** What is asked for beside the addresses. */
export type Asked = Partial<Omit<EnrollmentOrder, 'emails'>>;

/** {@link createAppWorld} whose rep enrolls people by their addresses. */
export async function createEnrollingWorld() {
  const world = await createAppWorld();
  const request = (emails: string | readonly string[], asked: Asked = {}) => ({
    actor: world.rep,
    emails: typeof emails === 'string' ? [emails] : emails,
    sequenceName: 'outbound',
    ...asked,
  });
  /** What is said of each address before anybody is enrolled. */
  const preview = async (emails: string | readonly string[], asked: Asked = {}) => {
    const outcome = await previewEnrollment(world.app, request(emails, asked));
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.preview.addresses;
  };
  return {
    ...world,
    request,
    preview,
    enroll: (emails: string | readonly string[], asked: Asked = {}) =>
      enrollContacts(world.app, request(emails, asked)),
    /** What stands in the way of each address; `ready` where nothing does. */
    blockers: async (emails: string | readonly string[], asked: Asked = {}) =>
      (await preview(emails, asked)).map(({ blocker }) => blocker?.kind ?? 'ready'),
    saveAda: async (given: Parameters<typeof aContact>[3] = {}) => {
      const ada = aContact(world.ids.next(), world.workspace.id, world.rep.id, { email: 'ada@example.com', ...given });
      await world.store.read.contacts.save(ada, await world.clock.now());
      return ada;
    },
    enrollments: () => world.store.read.enrollments.find({ workspaceId: world.workspace.id }),
  };
}

export type EnrollingWorld = Awaited<ReturnType<typeof createEnrollingWorld>>;
