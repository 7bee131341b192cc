import { z } from 'zod';
import { sequenceLimits } from '../limits.js';
import { kindsIn, stepSchema } from '../steps/kinds.js';
import type { SequenceType } from './sequence.js';
import { sequenceSchema } from './sequence-schema.js';
import { idSchema } from './text-schema.js';

/**
 * The sequence file as a JSON schema, from the schemas that read it, so that editors complete it. What no single value
 * shows (that a goto leads forward, that ids are unique) only the import says.
 */
export function sequenceJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(z.union([fileOfType('step'), fileOfType('date')]), {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Ids are checked apart, so that one made from the name needs none.
      const { properties } = jsonSchema;
      if (properties?.kind !== undefined && properties.id !== undefined) properties.id = idJsonSchema;
    },
  });
  return { $schema, title: 'A Drumbeat sequence', ...schema };
}

const { $schema: _schema, ...idJsonSchema } = z.toJSONSchema(idSchema, { target: 'draft-7' });

function fileOfType(type: SequenceType) {
  const steps = kindsIn(type).flatMap((kind) => stepSchema(kind, type) ?? []);
  return sequenceSchema.extend({
    type: type === 'step' ? z.literal('step').optional() : z.literal('date'),
    steps: z.array(z.union(steps)).max(sequenceLimits.steps),
  });
}
