import fc from 'fast-check';
import { merged, unboundColumns, type DataFrame } from './data-frames.js';

const frame = (tf: number, z: number[], collisionOf: number[]): DataFrame => ({
  run: 544013,
  tf,
  timeFrames: 1,
  tables: { CFCollisions: { posZ: z }, CFTracks: { cfCollisionId: collisionOf, pt: collisionOf.map((row) => row + 0.5) } },
});

describe('data frames that are merged', () => {
  it('hold the rows of both, and index columns still lead to the same rows (rules 73, 124)', () => {
    expect(merged([frame(1, [1, 2], [0, 1, 1]), frame(2, [3], [0, -1])])).toEqual({
      run: 544013,
      tf: 1,
      timeFrames: 2,
      tables: { CFCollisions: { posZ: [1, 2, 3] }, CFTracks: { cfCollisionId: [0, 1, 1, 2, -1], pt: [0.5, 1.5, 1.5, 0.5, -0.5] } },
    });
  });
  it('are told apart from those whose index columns lead out of what is stored (rule 124)', () => {
    expect(unboundColumns(frame(1, [1], [0]).tables)).toEqual([]);
    expect(unboundColumns({ V0Indices: { posTrackId: [3], collisionId: [0] }, CFCollisions: { posZ: [] } })).toEqual([
      'V0Indices.posTrackId',
      'V0Indices.collisionId',
    ]);
  });
  it('lose no row, and every track keeps its collision, however many are merged', () => {
    const some = fc
      .array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 4 })
      .chain((z) => fc.array(fc.nat(z.length - 1), { maxLength: 5 }).map((of) => ({ z, of })));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 6 }), (drawn) => {
        const [first, ...rest] = drawn.map(({ z, of }, tf) => frame(tf, z, of));
        if (first === undefined) return;
        const { CFCollisions, CFTracks } = merged([first, ...rest]).tables;
        const found = CFTracks?.['cfCollisionId']?.map((row) => CFCollisions?.['posZ']?.[Number(row)]);
        expect(found).toEqual(drawn.flatMap(({ z, of }) => of.map((row) => z[row])));
        expect(CFCollisions?.['posZ']).toEqual(drawn.flatMap(({ z }) => z));
      }),
    );
  });
});
