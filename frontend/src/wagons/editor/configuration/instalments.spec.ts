import fc from 'fast-check';
import { Instalments } from './instalments';

type Line = { row: string; cells: readonly string[] };
/** Frames until nothing is late, as the cells that each frame shows, line by line. Lines keep their row, so that cells alone count. */
const framesOf = (instalments: Instalments<Line>, wanted: readonly (readonly string[])[]): string[][] => {
  const lines = wanted.map((cells): Line => ({ row: 'same', cells }));
  const frames: string[][] = [];
  for (;;) {
    const draw = instalments.frame();
    const shown = lines.map((line, slot) => draw(slot, line));
    frames.push(shown.map((line) => line?.cells.join('') ?? '-'));
    if (shown.every((line, slot) => line === lines[slot])) return frames;
  }
};
/** All slots drawn once, with nothing in them. */
const begun = (most: number, slots: number): Instalments<Line> => {
  const instalments = new Instalments<Line>(most);
  framesOf(
    instalments,
    Array.from({ length: slots }, () => []),
  );
  return instalments;
};

describe('lines drawn in instalments', () => {
  it('draws few cells at once, and the rest frame by frame, from the top', () =>
    expect(framesOf(begun(3, 4), [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g']])).toEqual([
      ['ab', 'cd', '', ''],
      ['ab', 'cd', 'ef', 'g'],
    ]));
  it('shows nothing in a slot that was never drawn, until its turn comes', () =>
    expect(
      framesOf(new Instalments<Line>(3), [
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toEqual([
      ['ab', '-'],
      ['ab', 'cd'],
    ]));
  it('draws at once what is drawn already, however much it is', () => {
    const instalments = begun(2, 2);
    framesOf(instalments, [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
    expect(
      framesOf(instalments, [
        ['a', 'x', 'c'],
        ['d', 'e', 'f'],
      ]),
    ).toEqual([['axc', 'def']]);
  });
  it('keeps what a late line showed', () => {
    const instalments = begun(1, 2);
    framesOf(instalments, [['a'], ['b']]);
    expect(framesOf(instalments, [['c'], ['d']])).toEqual([
      ['c', 'b'],
      ['c', 'd'],
    ]);
  });
  it('counts another row as one more to draw', () => {
    const instalments = begun(1, 2);
    const draw = instalments.frame();
    expect([draw(0, { row: 'other', cells: [] }), draw(1, { row: 'other', cells: [] })].map((line) => line?.row)).toEqual([
      'other',
      'same',
    ]);
  });
  it('comes to an end, and a frame draws no more than one line beyond its share', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ minLength: 1, maxLength: 1 }), { maxLength: 5 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (wanted, most) => {
          const frames = framesOf(begun(most, wanted.length), wanted);
          expect(frames.at(-1)).toEqual(wanted.map((cells) => cells.join('')));
          const drawn = frames.map((frame) => frame.join('').length);
          expect(drawn.every((count, at) => count - (drawn[at - 1] ?? 0) < most + 5)).toBe(true);
        },
      ),
    ));
});
