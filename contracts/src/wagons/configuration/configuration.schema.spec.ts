import fc from 'fast-check';
import { everyType, scalar, validValue } from './configuration.testing.js';
import { ParameterValueSchema } from './configuration.schema.js';

describe('a value in a command or event (rule 38)', () => {
  it('is taken in every form, with every digit', () => {
    for (const declaration of everyType.tasks.flatMap(({ parameters }) => parameters))
      fc.assert(
        fc.property(validValue(declaration), (value) => expect(ParameterValueSchema.parse(value)).toEqual(value)),
        { numRuns: 10 },
      );
  });
  it.each([
    [{ form: 'scalar', text: 5 }],
    [{ form: 'scalar' }],
    [{ form: 'array', cells: [1] }],
    [{ form: 'axis', width: 'fixed', edges: ['1'] }],
    [{ form: 'matrix', rows: [] }],
    [{ form: 'number', text: '1' }],
    [scalar('x'.repeat(20_001))],
    [null],
  ])('is refused in any other', (value) => expect(ParameterValueSchema.safeParse(value).success).toBe(false));
});
