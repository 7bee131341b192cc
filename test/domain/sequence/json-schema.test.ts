import { readFileSync } from 'node:fs';
import { sequenceJsonSchema } from '../../../src/domain/sequence/json-schema.js';
import { stepKinds } from '../../../src/domain/steps/step-kind.js';

const file = new URL('../../../schema/sequence.schema.json', import.meta.url);

test('the schema in the project is what the program reads: `node scripts/schema.js` writes it', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(sequenceJsonSchema())));
});

test('it knows every kind of step, and none that a date sequence does not have', () => {
  const kinds = sequenceJsonSchema().anyOf as { properties: { steps: { items: { anyOf: KindSchema[] } } } }[];
  const [inSteps, inDates] = kinds.map(({ properties }) =>
    properties.steps.items.anyOf.map((step) => step.properties.kind.const),
  );
  expect(inSteps).toEqual([...stepKinds]);
  expect(inDates).toEqual(['email', 'sms', 'task', 'postcard', 'fulfillment', 'rule']);
});

interface KindSchema {
  readonly properties: { readonly kind: { readonly const: string } };
}
