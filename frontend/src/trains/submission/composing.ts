import { computed, type Signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { makesDerivedData } from '@hyperloop/contracts/test-runs';
import { expectedDerivedBytes, tagOfTrain, targets } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { fitOf, offBecause, together, type Fit, type Terms } from './fit';
import { memoryParts, needsOf, targetFor } from './needs';
import type { TestedFigures } from './tested-figures.store';

const LARGEST = Math.max(...targets.map(({ memoryBytes }) => memoryBytes));

type Asked = {
  /** All enabled wagons of the dataset, also those a filter hides. */
  cells: Signal<readonly WagonCellRow[]>;
  dataset: Signal<DatasetRow | undefined>;
  wagonIds: Signal<readonly string[]>;
  picked: Signal<string>;
  terms: Signal<Terms>;
  figures: TestedFigures;
};

/** The train that is being put together: everything follows from the ticked wagons and the picked target. */
export const composing = ({ cells, dataset, wagonIds, picked, terms, figures }: Asked) => {
  const datasetBytes = computed(() => dataset()?.bytes ?? 0);
  const needsWith = (chosen: readonly WagonCellRow[]) =>
    needsOf(
      chosen.map((cell) => figures.of(cell)),
      datasetBytes(),
    );
  const ticked = computed(() => wagonIds().flatMap((wagonId) => cells().find((cell) => cell.wagonId === wagonId) ?? []));
  /** A link may name wagons that left meanwhile: only those that can still be together count. */
  const chosen = computed(() => together(ticked(), [], terms()));
  const needs = computed(() => needsWith(chosen()));
  const target = computed(() => targetFor(picked(), needs()?.pssBytes ?? 0));
  const fits = computed<ReadonlyMap<string, Fit>>(
    () =>
      new Map(
        cells().map((cell) => {
          const pss = needsWith(chosen().includes(cell) ? chosen() : [...chosen(), cell])?.pssBytes ?? null;
          return [cell.wagonId, fitOf(cell, chosen(), { pssWith: pss, room: targetFor(picked(), pss ?? 0), current: target() }, terms())];
        }),
      ),
  );
  const limit = computed(() => (picked() === '' ? LARGEST : target().memoryBytes));
  return {
    chosen,
    needs,
    target,
    fits,
    tag: computed(() => tagOfTrain(chosen())),
    parts: computed(() =>
      memoryParts(
        chosen().flatMap((cell) => figures.of(cell) ?? []),
        chosen().map(({ wagonId }) => wagonId),
      ),
    ),
    /** Of derived data for the whole dataset (rule 110); null where it writes none, or a test does not tell. */
    derivedBytes: computed(() => {
      const tests = chosen().map((cell) => figures.of(cell));
      const known = tests.filter((test) => test !== undefined);
      return makesDerivedData(terms().trainType) && known.length === tests.length && tests.length > 0
        ? expectedDerivedBytes(known, datasetBytes())
        : null;
    }),
    /** Ticked, but not in it: of another kind than the train, or no more what it was when it was ticked. */
    leftOut: computed(() => ticked().length - chosen().length),
    over: computed(() => (needs()?.pssBytes ?? 0) > target().memoryBytes),
    usable: (cell: WagonCellRow): boolean => offBecause(cell, chosen(), terms()) === null,
    /** Ticks as the person made them; what cannot be together is left out. */
    tick: (wished: ReadonlySet<string>): readonly string[] =>
      together(
        cells().filter(({ wagonId }) => wished.has(wagonId)),
        chosen(),
        terms(),
      ).map(({ wagonId }) => wagonId),
    /** All shown that fit, by tag and by memory (rule 178). */
    allCompatible: (shown: readonly WagonCellRow[]): readonly string[] =>
      together(
        [...chosen(), ...shown.filter((cell) => !chosen().includes(cell))],
        chosen(),
        terms(),
        (next) => (needsWith(next)?.pssBytes ?? Infinity) <= limit(),
      ).map(({ wagonId }) => wagonId),
  };
};
export type Composing = ReturnType<typeof composing>;
