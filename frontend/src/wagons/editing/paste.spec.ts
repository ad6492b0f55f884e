import fc from 'fast-check';
import { declarationsOf } from '@hyperloop/contracts/wagons/configuration';
import { fromParameterKey } from '@hyperloop/contracts/wagons';
import { BASE, baseValue, draftOf, withValueSet, type Draft } from './draft';
import { array, key, matrix, scalar, stored, workflow } from './editing.testing';
import { blockOf, blockOfRange, blockOfText, filling, pastedWords, pasting, textOfBlock, type Block, type PasteField } from './paste';
import type { Held } from './value-parts';

const rows = workflow.tasks.flatMap((task) => task.parameters.map(({ name }) => key(name)));
const fieldOf = (draft: Draft): PasteField => ({
  rows,
  variants: draft.map(({ id, name }) => ({ id, name })),
  declarationOf: (row) => {
    const { task, parameter } = fromParameterKey(row);
    return declarationsOf(workflow)(task, parameter);
  },
  heldIn: (row, variant): Held => ({
    inBase: variant === BASE,
    base: baseValue(workflow, draft, row),
    override: variant === BASE ? null : (draft.find(({ id }) => id === variant)?.values.get(row) ?? null),
  }),
});
const draft = draftOf(stored({}, { Fine: { radius: scalar('2') } }));
const at = (parameter: string, variant = BASE, line = 0, place = 0) => ({ row: key(parameter), variant, line, at: place });
const paste = (block: Block, standing: ReturnType<typeof at>) => pasting(block, standing, fieldOf(draft));

describe('a block pasted from a spreadsheet (rules 38, 40, 41, 45)', () => {
  it('fills parameters downwards and variants to the right', () => {
    const [first, second] = [rows.indexOf(key('radius')), rows.indexOf(key('radius')) + 1];
    const below = fromParameterKey(rows[second] ?? '').parameter;
    const { changes, taken } = paste([['1.5', '2.5']], at('radius'));
    expect([first >= 0, taken, below !== '']).toEqual([true, 2, true]);
    expect(changes).toEqual([
      { place: { variant: BASE, key: key('radius') }, value: scalar('1.5') },
      { place: { variant: 'Fine', key: key('radius') }, value: scalar('2.5') },
    ]);
  });
  it('inherits where a cell is empty, and goes back to the default in Base', () =>
    expect(paste([['', '']], at('radius')).changes.map(({ value }) => value)).toEqual([null, null]));
  it('names what is no value of its type, and takes the rest', () => {
    const result = paste([['wide', '3']], at('radius'));
    expect(result.changes.map(({ place }) => place.variant)).toEqual(['Fine']);
    expect(pastedWords(result)).toMatch(/^1 cell pasted\. Not taken: radius in Base: /);
  });
  it('says how many cells lie beyond the grid', () =>
    expect(pastedWords(paste([['1', '2', '3', '4']], at('radius')))).toBe(
      '2 cells pasted. Not taken: 2 cells lie beyond the last line or column.',
    ));
  it('fills a list from where one stands, and lets it grow in Base', () => {
    expect(paste([['7', '8', '9']], at('list', BASE, 0, 1)).changes[0]?.value).toEqual(array('0', '7', '8', '9'));
    expect(paste([['7'], ['8']], at('list')).changes[0]?.value).toEqual(array('7', '8', '50'));
  });
  it('keeps Base’s length in a subwagon, and says what has no place (rule 41)', () => {
    const result = paste([['7', '8', '9', '10']], at('list', 'Fine', 0, 1));
    expect(result.changes[0]?.value).toEqual(array(null, '7', '8'));
    expect(pastedWords(result)).toBe('2 cells pasted. Not taken: list in Fine has no place for 2 more cells.');
  });

  it('changes one cell of a list when one is pasted, and the whole of it when that cell is a list', () => {
    expect(paste([['7']], at('list', BASE, 0, 1)).changes[0]?.value).toEqual(array('0', '7', '50'));
    expect(paste([['7, 8']], at('list', BASE, 0, 1)).changes[0]?.value).toEqual(array('7', '8'));
  });
  it('survives the clipboard, also with tabs, quotes and lines in its cells', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 6 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (block) => {
          // One empty cell at the end reads as the line break that spreadsheets put there; a lone carriage return as one too.
          fc.pre(block.at(-1)?.join('') !== '' && !block.flat().some((cell) => cell.includes('\r')));
          expect(blockOfText(textOfBlock(block))).toEqual(block);
        },
      ),
    ));
  it('is what copying the value gives: copied and pasted again, nothing changes', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }).map(String), { minLength: 1, maxLength: 6 }), (cells) => {
        const with_ = fieldOf(draftOf(stored({ list: array(...cells) })));
        const block = blockOf(with_.heldIn(key('list'), BASE));
        expect(block).toEqual([cells]);
        expect(pasting(block ?? [], at('list'), with_).changes).toEqual([
          { place: { variant: BASE, key: key('list') }, value: array(...cells) },
        ]);
      }),
    ));

  const everywhere = { rows, variants: [BASE, 'Fine'] };
  it('is what copying a range gives: copied and pasted again, nothing changes, whatever the types (rule 38)', () => {
    const own = draftOf(
      stored({ list: array('1'), radius: scalar('1') }, { Fine: { list: array('7'), cuts: matrix([null, '9'], [null, null]) } }),
    );
    const field = fieldOf(own);
    const block = blockOfText(textOfBlock(blockOfRange(everywhere, field.heldIn)));
    const { changes, refused } = pasting(block, at('radius'), field, true);
    expect(refused).toEqual([]);
    const after = changes.reduce((next, { place, value }) => withValueSet(workflow, next, place, value), own);
    expect(after).toEqual(own);
  });
  it('fills a whole range with one cell, and names the places that it does not fit', () => {
    const { changes, refused } = filling('3', { rows: [key('radius'), key('count'), key('on')], variants: [BASE, 'Fine'] }, fieldOf(draft));
    expect(changes.map(({ place, value }) => [place.variant, place.key, value])).toEqual([
      [BASE, key('radius'), scalar('3')],
      ['Fine', key('radius'), scalar('3')],
      [BASE, key('count'), scalar('3')],
      ['Fine', key('count'), scalar('3')],
    ]);
    expect(refused).toHaveLength(2);
  });
});
