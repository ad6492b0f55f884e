import { partsOfDeclaration } from './declaration-parts.js';
import type { ParameterDeclaration, ParameterValue } from './catalogue.js';

const parameter = (name: string, value: ParameterValue | null): ParameterDeclaration => ({
  name,
  type: 'String',
  kind: 'value',
  default: value,
  help: 'not searched',
});
const text = (length: number): ParameterValue => ({ form: 'scalar', text: 'x'.repeat(length) });
const task = (name: string, parameters: ParameterDeclaration[]) => ({ name, parameters, outputs: [] });

describe('the parts of a declaration', () => {
  it('hold every parameter once, with its task and default', () =>
    expect(partsOfDeclaration({ tasks: [task('a', [parameter('p', text(1))]), task('b', [parameter('p', null)])] })).toEqual([
      [
        { task: 'a', parameter: 'p', type: 'String', kind: 'value', value: text(1) },
        { task: 'b', parameter: 'p', type: 'String', kind: 'value', value: null },
      ],
    ]));
  it('fit into an event each, however much there is', () => {
    const many = Array.from({ length: 200 }, (_, n) => parameter(`p${n}`, text(19_000)));
    const parts = partsOfDeclaration({ tasks: [task('a', many)] });
    expect(parts.flat().map((one) => one.parameter)).toEqual(many.map(({ name }) => name));
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(250_000);
  });
  it('leave out a default that alone could fill an event', () => {
    const long: ParameterValue = { form: 'array', cells: Array.from({ length: 20_000 }, () => '0.12345678') };
    expect(partsOfDeclaration({ tasks: [task('a', [parameter('p', long)])] })[0]?.[0]?.value).toBeNull();
  });
  it('are one empty part when there is no parameter', () => expect(partsOfDeclaration({ tasks: [] })).toEqual([[]]));
});
