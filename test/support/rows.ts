import type { Prisma, PrismaClient } from '../../src/adapters/prisma/generated/client.js';
import { ids } from './ids.js';

/** When the rows of a test came to be, unless it says otherwise. */
const created = new Date('2026-03-01T09:00:00Z');

type Given<T> = Partial<T>;

/** Writes a row with everything irrelevant filled in, as it would lie in the database, and answers it. */
export function insertWorkspace(prisma: PrismaClient, given: Given<Prisma.WorkspaceUncheckedCreateInput> = {}) {
  const id = given.id ?? ids.next();
  return prisma.workspace.create({
    data: { slackTeamId: `T${id}`, name: 'Harbor Analytics', zone: 'Etc/UTC', createdAt: created, ...given, id },
  });
}

export function insertMember(
  prisma: PrismaClient,
  given: Given<Prisma.MemberUncheckedCreateInput> & { workspaceId: string },
) {
  const id = given.id ?? ids.next();
  const name = given.name ?? 'Ana Ruiz';
  return prisma.member.create({
    data: {
      slackUserId: `U${id}`,
      handle: name.toLowerCase().replace(/\W/g, '.'),
      name,
      seenAt: created,
      ...given,
      id,
    },
  });
}

export function insertContact(
  prisma: PrismaClient,
  given: Given<Prisma.ContactUncheckedCreateInput> & { workspaceId: string },
) {
  const id = given.id ?? ids.next();
  const email = given.email ?? `${id}@example.com`;
  return prisma.contact.create({
    data: {
      email,
      emailKey: email.toLowerCase(),
      name: 'Ada Byron',
      createdAt: created,
      updatedAt: created,
      ...given,
      id,
    },
  });
}

/** A sequence and its first version, with two mails unless told. */
export async function insertSequence(
  prisma: PrismaClient,
  given: { workspaceId: string; name?: string; steps?: readonly { id: string; name?: string; kind: string }[] },
) {
  const name = given.name ?? 'SaaS outbound';
  const steps = given.steps ?? [
    { id: 'intro', name: 'Intro', kind: 'email', email: { subject: 'Hello', body: 'Hi' } },
    { id: 'nudge', name: 'Nudge', kind: 'email', when: { days: 2 }, email: { subject: 'Again', body: 'Hi' } },
  ];
  const sequence = await prisma.sequence.create({
    data: {
      id: ids.next(),
      workspaceId: given.workspaceId,
      name,
      slug: name.toLowerCase().replace(/\W+/g, '-'),
      createdAt: created,
    },
  });
  const version = await prisma.sequenceVersion.create({
    data: {
      id: ids.next(),
      sequenceId: sequence.id,
      number: 1,
      definition: { name, steps: steps.map((step) => ({ ...step })) },
      publishedAt: created,
    },
  });
  await prisma.sequence.update({ where: { id: sequence.id }, data: { currentVersionId: version.id } });
  return { ...sequence, currentVersionId: version.id };
}

/**
 * What it belongs to is made where it is not given, but for a sequence that the workspace has already. Nothing
 * has fired and nothing is next: for queries, not for firing.
 */
export async function insertEnrollment(
  prisma: PrismaClient,
  given: Given<Omit<Prisma.EnrollmentUncheckedCreateInput, 'sequenceVersionId'>> & {
    workspaceId: string;
    /** The contact's name, where none is given. */
    contact?: string;
  },
) {
  const { contact: contactName, ...columns } = given;
  const { workspaceId } = given;
  const where = { workspaceId, ...(given.sequenceId === undefined ? {} : { id: given.sequenceId }) };
  const found = await prisma.sequence.findFirst({ where });
  const { id: sequenceId, currentVersionId } = found ?? (await insertSequence(prisma, { workspaceId }));
  const name = contactName ?? 'Ada Byron';
  return prisma.enrollment.create({
    data: {
      status: 'active',
      progress: { anchor: [created.getTime() / 60_000, 'enrolled', null], passed: {} },
      enrolledAt: created,
      updatedAt: created,
      ...columns,
      id: given.id ?? ids.next(),
      sequenceId,
      sequenceVersionId: currentVersionId ?? '',
      contactId: given.contactId ?? (await insertContact(prisma, { workspaceId, name })).id,
      ownerId: given.ownerId ?? (await insertMember(prisma, { workspaceId })).id,
    },
  });
}

/** The sequence of an enrollment, which what belongs to it carries too. */
async function sequenceOf(prisma: PrismaClient, enrollmentId: string): Promise<string> {
  return (await prisma.enrollment.findUniqueOrThrow({ where: { id: enrollmentId } })).sequenceId;
}

/** A mail that fired at `dueAt`, unless told. */
export async function insertExecution(
  prisma: PrismaClient,
  given: Given<Prisma.ExecutionUncheckedCreateInput> & { workspaceId: string; enrollmentId: string },
) {
  const dueAt = given.dueAt ?? created;
  const isFired = (given.state ?? 'fired') === 'fired';
  return prisma.execution.create({
    data: {
      id: ids.next(),
      stepId: 'intro',
      stepName: 'Intro',
      kind: 'email',
      occurrence: 1,
      state: 'fired',
      dueAt,
      sequenceId: await sequenceOf(prisma, given.enrollmentId),
      firedAt: isFired ? (given.settledAt ?? dueAt) : null,
      settledAt: dueAt,
      ...given,
    },
  });
}

/** An open task to call somebody; its execution is made too. */
export async function insertTask(
  prisma: PrismaClient,
  given: Given<Prisma.TaskUncheckedCreateInput> & { workspaceId: string; enrollmentId: string },
) {
  const { workspaceId, enrollmentId } = given;
  const appearedAt = given.appearedAt ?? created;
  const stepId = given.stepId ?? `call-${ids.next()}`;
  const of = { workspaceId, enrollmentId, stepId, occurrence: given.occurrence ?? 1 };
  const executionId =
    given.executionId ??
    (await insertExecution(prisma, { ...of, stepName: 'Call', kind: 'task', dueAt: appearedAt, settledAt: appearedAt }))
      .id;
  return prisma.task.create({
    data: {
      id: ids.next(),
      type: 'call',
      title: 'Call Ada',
      pauses: false,
      state: 'open',
      sequenceId: await sequenceOf(prisma, enrollmentId),
      ...given,
      ...of,
      executionId,
      appearedAt,
    },
  });
}
