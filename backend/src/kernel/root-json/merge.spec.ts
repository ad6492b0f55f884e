import fc from 'fast-check';
import { fill1, fill2, fillProfile, makeProfile, makeTh1, makeTh2, type RootObject, type TH1D } from './histogram.js';
import { MergeConflict, mergeFolders, mergeObjects } from './merge.js';
import { listObjects, putObject, type ResultsFolder } from './results.js';

const x = { title: 'p_{T}', binning: { bins: 8, min: 0, max: 8 } };
const y = { title: '#eta', binning: { edges: [-2, -1, 0, 3] } };
const entries = fc.array(fc.tuple(fc.integer({ min: -3, max: 12 }), fc.integer({ min: -3, max: 4 })), { maxLength: 30 });

const filled = (values: readonly (readonly [number, number])[]): RootObject[] => {
  const th1 = makeTh1('pt', '', x);
  const th2 = makeTh2('ptEta', '', { x, y });
  const profile = makeProfile('v2', '', { x, yTitle: 'v_{2}' });
  for (const [a, b] of values) {
    fill1(th1, a);
    fill2(th2, a, b);
    fillProfile(profile, a, b);
  }
  return [th1, th2, profile];
};
const folder = (values: readonly (readonly [number, number])[]): ResultsFolder => {
  const root: ResultsFolder = {};
  for (const object of filled(values)) putObject(root, ['qa', 'tracks'], object);
  return root;
};

describe('merging of results (rule 198)', () => {
  it('gives what one job over all the data would have given', () => {
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        expect(mergeFolders(folder(a), folder(b))).toEqual(folder([...a, ...b]));
      }),
    );
  });

  it('does not depend on the order or the grouping of the jobs', () => {
    fc.assert(
      fc.property(entries, entries, entries, (a, b, c) => {
        const [fa, fb, fc3] = [folder(a), folder(b), folder(c)];
        const left = mergeFolders(mergeFolders(fa, fb), fc3);
        expect(mergeFolders(fa, mergeFolders(fb, fc3))).toEqual(left);
        expect(mergeFolders(fc3, mergeFolders(fb, fa))).toEqual(left);
      }),
    );
  });

  it('leaves its inputs as they were', () => {
    const a = folder([[1, 1]]);
    const before = structuredClone(a);
    mergeFolders(a, folder([[2, 2]]));
    expect(a).toEqual(before);
  });

  it('keeps an object that only one job wrote', () => {
    const lone: ResultsFolder = {};
    putObject(lone, ['other'], makeTh1('h', '', x));
    expect(listObjects(mergeFolders(folder([]), lone)).map((entry) => entry.path)).toEqual([
      'qa/tracks/pt',
      'qa/tracks/ptEta',
      'qa/tracks/v2',
      'other/h',
    ]);
  });

  it('refuses other axes and names the object', () => {
    const other: TH1D = makeTh1('pt', '', { title: '', binning: { bins: 9, min: 0, max: 8 } });
    const root: ResultsFolder = {};
    putObject(root, ['qa', 'tracks'], other);
    expect(() => mergeFolders(folder([]), root)).toThrow(new MergeConflict('qa/tracks/pt', 'the x axes differ'));
  });

  it('is not led astray by names that every object inherits', () => {
    const named = (name: string): ResultsFolder => {
      const root: ResultsFolder = {};
      putObject(root, [name, 'toString'], makeTh1('h', '', x));
      return root;
    };
    expect(listObjects(mergeFolders(named('constructor'), named('valueOf'))).map((entry) => entry.path)).toEqual([
      'constructor/toString/h',
      'valueOf/toString/h',
    ]);
  });

  it('refuses to add a histogram to a profile', () => {
    const [th1, , profile] = filled([]);
    expect(() => mergeObjects('qa/pt', th1!, profile!)).toThrow('TH1D meets TProfile');
  });
});

describe('filling', () => {
  it('puts values outside the axis into the outer cells and keeps them out of the mean', () => {
    const h = makeTh1('pt', '', x);
    [-1, 0, 7.99, 8, NaN].forEach((value) => fill1(h, value));
    expect(h.fArray).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
    expect([h.fEntries, h.fTsumw, h.fTsumwx]).toEqual([5, 2, 7.99]);
  });

  it('finds the bin among uneven edges', () => {
    const h = makeTh1('eta', '', y);
    [-2, -1, 2.9, 3].forEach((value) => fill1(h, value));
    expect(h.fArray).toEqual([0, 1, 1, 1, 1]);
  });

  it.each([
    [{ bins: 0, min: 0, max: 1 }],
    [{ bins: 2.5, min: 0, max: 1 }],
    [{ bins: 10, min: 1, max: 1 }],
    [{ edges: [0, 2, 1] }],
    [{ edges: [1] }],
    [{ bins: 4, min: 0, max: NaN }],
  ])('refuses the axis %j (rule 42)', (binning) => {
    expect(() => makeTh1('h', '', { title: '', binning })).toThrow(RangeError);
  });
});
