import { followUp, messageIdOf } from '../../../src/domain/mail/thread.js';

const mail = (id: number, changes: object = {}) => ({
  executionId: `row-${id}`,
  from: 'ana@Harbor.example',
  subject: 'Queues',
  references: [] as string[],
  ...changes,
});

test('a Message-ID is made of the row and of the domain of the sender', () => {
  expect(messageIdOf(mail(1))).toBe('<row-1@harbor.example>');
});

test('a mail names the one before it, and before that what that one named', () => {
  const first = followUp(mail(1));
  expect(first).toEqual({
    subject: 'Re: Queues',
    references: ['<row-1@harbor.example>'],
    headers: { 'In-Reply-To': '<row-1@harbor.example>', References: '<row-1@harbor.example>' },
  });
  const second = followUp(mail(2, { subject: first.subject, references: first.references }));
  expect(second.subject).toBe('Re: Queues');
  expect(second.headers).toEqual({
    'In-Reply-To': '<row-2@harbor.example>',
    References: '<row-1@harbor.example> <row-2@harbor.example>',
  });
});

test('Re: is said once, whatever stood there', () => {
  expect(followUp(mail(1, { subject: 'RE: re: Queues' })).subject).toBe('Re: Queues');
  expect(followUp(mail(1, { subject: 'Results: ours' })).subject).toBe('Re: Results: ours');
});

test('of a long thread the first and the latest are named, in a line that no server refuses', () => {
  let references: readonly string[] = [];
  for (let id = 1; id <= 20; id += 1) references = followUp(mail(id, { references })).references;
  expect(references).toHaveLength(8);
  expect([references[0], references.at(-1)]).toEqual(['<row-1@harbor.example>', '<row-20@harbor.example>']);
});
