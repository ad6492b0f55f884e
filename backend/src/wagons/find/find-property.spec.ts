import type { Message } from '@hyperloop/contracts/kernel';
import type { ParameterValue } from '@hyperloop/contracts/packages';
import {
  resolveValue,
  WagonConfigured,
  WagonDeleted,
  WagonEnabled,
  WagonRegistered,
  WagonRenamed,
  WagonSynced,
  type FindValues,
  type FoundValue,
  type ValueOp,
  type WagonRow,
} from '@hyperloop/contracts/wagons';
import fc from 'fast-check';
import type { Moment } from '../../kernel/read-side/past/moment.js';
import { array, blobOf, catalogueOf, declaring, openFind, recordedOf, scalar, type FindStage } from './told-find.testing.js';

const [older, newer] = ['O2Physics::daily-20251201-0000-1', 'O2Physics::daily-20251202-0000-1'];
const declarations = {
  a: declaring('w1', { t1: { cut: scalar('0.800000012'), pair: array('1', '2') }, t2: { cut: scalar('3') } }),
  b: declaring('w1', { t1: { cut: scalar('0.9'), pair: array('1', '5') }, t2: { cut: scalar('3.0'), cutMax: scalar('7') } }),
  c: declaring('w2', { t1: { cut: scalar('x,y'), open: null } }),
};
type Letter = keyof typeof declarations;
const setUp: Message[] = [
  ...(['a', 'b', 'c'] as const).flatMap((letter) => recordedOf(letter, declarations[letter])),
  ...catalogueOf(older, { w1: 'a', w2: 'c' }),
  ...catalogueOf(newer, { w1: 'b', w2: 'c' }),
];

const value = fc.oneof(
  fc.constantFrom('0.8', '0.9', '-1', '3', '12', 'x,y').map(scalar),
  fc.array(fc.constantFrom('1', '2', '7', null), { minLength: 2, maxLength: 2 }).map((cells) => array(...cells)),
);
type Step =
  | { is: 'register'; wagon: number; letter: Letter }
  | { is: 'variant'; wagon: number; variant: string; change: 'added' | 'removed' | 'renamed' | 'deactivated' }
  | { is: 'set'; wagon: number; variant: string; task: string; parameter: string; to: ParameterValue | null }
  | { is: 'sync' | 'rename' | 'delete' | 'enable'; wagon: number };
const wagon = fc.integer({ min: 1, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ is: fc.constant('register' as const), wagon, letter: fc.constantFrom<Letter>('a', 'a', 'b', 'c') }),
  fc.record({
    is: fc.constant('variant' as const),
    wagon,
    variant: fc.constantFrom('S1', 'S2'),
    change: fc.constantFrom('added' as const, 'added' as const, 'removed' as const, 'renamed' as const, 'deactivated' as const),
  }),
  fc.record({
    is: fc.constant('set' as const),
    wagon,
    variant: fc.constantFrom('', 'S1', 'S2'),
    task: fc.constantFrom('t1', 't1', 't2'),
    parameter: fc.constantFrom('cut', 'pair'),
    to: fc.option(value, { freq: 4 }),
  }),
  fc.record({ is: fc.constantFrom('sync' as const, 'rename' as const, 'delete' as const, 'enable' as const), wagon }),
);

const begun: readonly Step[] = [
  { is: 'register', wagon: 1, letter: 'a' },
  { is: 'register', wagon: 2, letter: 'a' },
  { is: 'register', wagon: 3, letter: 'c' },
  { is: 'variant', wagon: 1, variant: 'S1', change: 'added' },
  { is: 'variant', wagon: 1, variant: 'S2', change: 'added' },
  { is: 'variant', wagon: 2, variant: 'S1', change: 'added' },
];

/** Only what could really happen: each step is passed over that the wagon, as it stands, would refuse. */
const messagesOf = (later: readonly Step[]): Message[] => {
  const steps = [...begun, ...later];
  const present = new Map<number, { variants: Set<string>; letter: Letter; name: string }>();
  const told: Message[] = [];
  steps.forEach((one, n) => {
    const wagonId = String(one.wagon);
    const state = present.get(one.wagon);
    const configured = (more: Partial<Parameters<typeof WagonConfigured.of>[0]>): void =>
      void told.push(WagonConfigured.of({ wagonId, variants: [], values: [], source: 'edit', ...more }));
    if (one.is === 'register') {
      if (
        state !== undefined ||
        told.some(({ type, data }) => type === 'WagonRegistered' && (data as { wagonId: string }).wagonId === wagonId)
      )
        return;
      const name = `wagon_${wagonId}`;
      present.set(one.wagon, { variants: new Set(['']), letter: one.letter, name });
      const workflowName = declarations[one.letter].name;
      told.push(
        WagonRegistered.of({
          wagonId,
          analysisId: '3',
          service: false,
          name,
          workflowName,
          packageTag: older,
          declaration: blobOf(one.letter),
        }),
      );
    } else if (state === undefined) return;
    else if (one.is === 'variant') {
      const { variant, change } = one;
      if ((change === 'added') === state.variants.has(variant)) return;
      if (change === 'renamed') {
        if (state.variants.has('S3')) return;
        state.variants.delete(variant);
        state.variants.add('S3');
        configured({ variants: [{ change, variant, to: 'S3' }] });
        return;
      }
      if (change === 'added') state.variants.add(variant);
      if (change === 'removed') state.variants.delete(variant);
      configured({ variants: [{ change, variant }] });
    } else if (one.is === 'set') {
      const { variant, task, parameter, to } = one;
      if (!state.variants.has(variant)) return;
      // Base holds whole values.
      if (variant === '' && to?.form === 'array' && to.cells.includes(null)) return;
      configured({ values: [{ variant, task, parameter, from: null, to }] });
    } else if (one.is === 'sync') {
      const declared = { packageTag: newer, declaration: blobOf('b') };
      if (state.letter !== 'a') return;
      const before = { packageTag: older, declaration: blobOf(state.letter) };
      state.letter = 'b';
      told.push(WagonSynced.of({ wagonId, ...declared, before, values: [], added: 0, removed: 0, updated: 0 }));
    } else if (one.is === 'rename') {
      const before = state.name;
      state.name = `renamed_${String(n)}`;
      told.push(WagonRenamed.of({ wagonId, name: state.name, before }));
    } else if (one.is === 'delete') {
      present.delete(one.wagon);
      told.push(WagonDeleted.of({ wagonId, analysisId: '3', name: state.name }));
    } else
      told.push(
        WagonEnabled.of({
          wagonId,
          analysisId: '3',
          datasetId: '5',
          packageTag: older,
          packageMode: 'newer',
          wagonName: state.name,
          workflowName: declarations[state.letter].name,
          analysisName: 'Strangeness',
          datasetName: 'LHC23',
        }),
      );
  });
  return told;
};

// The plain reading of the rules, over the view of whole wagons: no SQL, no stored columns.
const cellsOf = (one: ParameterValue | null): string[] => {
  if (one?.form === 'scalar') return [one.text];
  return one?.form === 'array' ? one.cells.map((cell) => cell ?? '') : [];
};
/** The values of these specs are written as floats or as short decimals. */
const sameNumber = (a: number, b: number): boolean => a === b || Math.fround(a) === Math.fround(b);
const isSame = (cell: string, sought: string): boolean =>
  cell === sought || (!Number.isNaN(Number(cell)) && !Number.isNaN(Number(sought)) && sameNumber(Number(cell), Number(sought)));
const plainly: Readonly<Record<ValueOp, (cells: readonly string[], sought: string) => boolean>> = {
  is: (cells, sought) => cells.some((cell) => isSame(cell, sought)),
  isNot: (cells, sought) => !cells.some((cell) => isSame(cell, sought)),
  above: (cells, sought) => cells.some((cell) => Number(cell) > Number(sought) && !isSame(cell, sought)),
  atLeast: (cells, sought) => cells.some((cell) => Number(cell) >= Number(sought) || isSame(cell, sought)),
  below: (cells, sought) => cells.some((cell) => Number(cell) < Number(sought) && !isSame(cell, sought)),
  atMost: (cells, sought) => cells.some((cell) => Number(cell) <= Number(sought) || isSame(cell, sought)),
  contains: (cells, sought) => cells.some((cell) => cell.includes(sought)),
};

type Plain = { id: string; text: string; from: string; setBy: string | null };
const plainAnswer = (rows: readonly WagonRow[], asked: FindValues, enabled: ReadonlySet<string>): Plain[] => {
  const found: (Plain & { order: string })[] = [];
  for (const row of rows)
    for (const variant of row.variants) {
      const letter = row.declaration.sha256.slice(0, 1) as Letter;
      const places = new Map<string, { task: string; parameter: string; standard: ParameterValue | null }>();
      for (const { name: task, parameters } of declarations[letter].tasks)
        for (const { name: parameter, default: standard } of parameters) places.set(`${task} ${parameter}`, { task, parameter, standard });
      for (const { task, parameter } of row.variants.flatMap(({ values }) => values))
        if (!places.has(`${task} ${parameter}`)) places.set(`${task} ${parameter}`, { task, parameter, standard: null });
      for (const { task, parameter, standard } of places.values()) {
        const own = variant.values.find((one) => one.task === task && one.parameter === parameter);
        const base = row.variants[0]?.values.find((one) => one.task === task && one.parameter === parameter);
        const set = own ?? base;
        const declared = declarations[letter].tasks.some((t) => t.name === task && t.parameters.some(({ name }) => name === parameter));
        if (set === undefined && !declared) continue;
        const under = base?.value ?? standard;
        const runs = variant.name === '' ? under : resolveValue(under, own?.value ?? null);
        const from = asked.from ?? 'any';
        const alike =
          JSON.stringify(cellsOf(runs)) === JSON.stringify(cellsOf(standard)) ||
          (cellsOf(runs).length === cellsOf(standard).length &&
            runs?.form === standard?.form &&
            cellsOf(runs).every((cell, at) => isSame(cell, cellsOf(standard)[at] ?? '')));
        if (from === 'default' && set !== undefined) continue;
        if (from !== 'any' && from !== 'default' && set === undefined) continue;
        if (from === 'differs' && alike && (runs === null) === (standard === null)) continue;
        if (asked.match === 'contains' ? !parameter.includes(asked.parameter) : parameter !== asked.parameter) continue;
        if (asked.task !== undefined && asked.task !== task) continue;
        if (asked.active === true && !variant.active) continue;
        if (asked.enabled === true && !enabled.has(row.wagonId)) continue;
        if (asked.workflow !== undefined && asked.workflow !== row.workflowName) continue;
        if (asked.op !== undefined && (runs === null || !plainly[asked.op](cellsOf(runs), asked.value ?? ''))) continue;
        found.push({
          id: `${row.wagonId}:${variant.name} ${task} ${parameter}`,
          text: JSON.stringify(runs),
          from: set === undefined ? 'default' : own !== undefined && variant.name !== '' ? 'subwagon' : 'base',
          setBy: set?.setBy ?? null,
          order: [row.name, `${row.wagonId}:${variant.name}`, task, parameter].join('\u0000'),
        });
      }
    }
  return found.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ order: _, ...plain }) => plain);
};
const shortOf = ({ wagonId, variant, task, parameter, value: runs, from, setBy }: FoundValue): Plain => ({
  id: `${wagonId}:${variant} ${task} ${parameter}`,
  text: JSON.stringify(runs),
  from,
  setBy,
});

/** Mostly left out: what narrows too much finds nothing, and nothing proves nothing. */
const seldom = <T>(...values: T[]): fc.Arbitrary<T | undefined> => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 });
const question: fc.Arbitrary<FindValues> = fc
  .record({
    parameter: fc.constantFrom('cut', 'cut', 'pair', 'open', 'cu'),
    condition: fc.constantFrom<{ op: ValueOp; value: string } | undefined>(
      undefined,
      ...(['is', 'isNot', 'above', 'atLeast', 'below', 'atMost'] as const).flatMap((op) =>
        ['0.8', '2', '3'].map((text) => ({ op, value: text })),
      ),
      { op: 'contains', value: 'x' },
    ),
    from: fc.constantFrom('any' as const, 'any' as const, 'set' as const, 'default' as const, 'differs' as const),
    task: seldom('t1', 't2'),
    workflow: seldom('w1', 'w2'),
    enabled: seldom(true),
    active: seldom(true),
  })
  .map(({ condition, ...asked }) => {
    const match = asked.parameter === 'cu' ? ('contains' as const) : undefined;
    // As they come through the door: what was not asked is not there.
    return JSON.parse(JSON.stringify({ ...asked, match, ...condition })) as FindValues;
  });

const everyPage = async (stage: FindStage, asked: FindValues, at?: Moment): Promise<FoundValue[]> => {
  const rows: FoundValue[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await stage.values({ ...asked, limit: 3, ...(cursor === undefined ? {} : { cursor }) }, at);
    rows.push(...page.rows);
    cursor = page.next;
    if (cursor === undefined || rows.length > 500) return rows;
  }
};
const wagonsNow = (stage: FindStage): WagonRow[] => stage.past.now.rows('wagons', { limit: 100 }) as unknown as WagonRow[]; // rows of that view
const enabledAmong = (told: readonly Message[]): ReadonlySet<string> =>
  new Set(told.filter(({ type }) => type === 'WagonEnabled').map(({ data }) => (data as { wagonId: string }).wagonId));

describe('searching wagons by value (rules 45, 53)', () => {
  it.each([
    ['from the values', { fewVariants: 0 }],
    ['from the variants of an analysis', { fewVariants: 100 }],
    ['walking the variants, when very much matches', { countTo: 1, fewVariants: 0 }],
  ])(
    'finds what a plain reading of all wagons finds, page by page: %s',
    async (_, budgets) => {
      let hits = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 5, maxLength: 40 }),
          fc.array(question, { minLength: 3, maxLength: 6 }),
          async (steps, asked) => {
            const stage = openFind(budgets);
            const told = messagesOf(steps);
            stage.tell(...setUp, ...told);
            const rows = wagonsNow(stage);
            for (const one of asked) {
              const found = await everyPage(stage, one);
              hits += found.length;
              expect([one, found.map(shortOf)]).toEqual([one, plainAnswer(rows, one, enabledAmong(told))]);
            }
          },
        ),
        { numRuns: 60 },
      );
      // Questions that find nothing would agree with anything.
      expect(hits).toBeGreaterThan(200);
    },
    60_000,
  );

  it('finds at a moment of the past what was found then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), question, fc.nat(), async (steps, asked, pick) => {
        const stage = openFind({}, 3);
        stage.tell(...setUp);
        const seen: { position: string; rows: FoundValue[] }[] = [];
        for (const message of messagesOf(steps)) {
          const position = stage.tell(message);
          seen.push({ position, rows: await everyPage(stage, asked) });
        }
        for (const { position, rows } of [seen[pick % Math.max(1, seen.length)], seen[0], seen.at(-1)].flatMap((one) => one ?? []))
          expect(await everyPage(stage, asked, { position })).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
