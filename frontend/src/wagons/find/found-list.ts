import { computed, DestroyRef, effect, inject, signal, untracked, type Signal } from '@angular/core';
import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { asked, failed, here, loading, type Remote } from '../../kernel/remote/remote';
import type { TableSource } from '../../kernel/parts/table-model';
import { FindDoor, FindRefused, type FindQuestion, type FoundPage, type FoundRow } from './find-door';

const PAGE = 200;
const LONGEST_MS = 20_000;

/** A place in a variant of a wagon: what the answer has once. */
export const keyOfFound = ({ wagonId, variant, task, parameter }: FoundRow): string => [wagonId, variant, task, parameter].join('\n');

export type FoundList = TableSource<FoundRow> & {
  /** The newest page, for what it says beside its rows; null while there is none. */
  readonly last: Signal<FoundPage | null>;
  /** Of the first page: wagons whose defaults are not searched. */
  readonly unrecorded: Signal<number>;
  readonly atLeast: Signal<boolean>;
  /** Why the question cannot be answered as it stands. */
  readonly refused: Signal<string | null>;
  readonly more: Signal<boolean>;
  readonly asking: Signal<boolean>;
  next(): void;
  again(): void;
};

/** The answer to a question, asked whenever it changes; null asks nothing. Later pages are added to the first. */
export const foundList = (question: () => FindQuestion | null, moment: () => string | null): FoundList => {
  const door = inject(FindDoor);
  const wanted = computed(question, { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  const pages = signal<readonly FoundPage[]>([]);
  const phase = signal<Remote<null>>(asked);
  const refused = signal<string | null>(null);
  let running = new AbortController();
  inject(DestroyRef).onDestroy(() => running.abort());

  const ask = async (cursor?: string): Promise<void> => {
    running.abort();
    const mine = (running = new AbortController());
    const now = untracked(wanted);
    if (cursor === undefined) pages.set([]);
    refused.set(null);
    if (now === null) return phase.set(asked);
    phase.set(loading);
    try {
      const signalOf = AbortSignal.any([mine.signal, AbortSignal.timeout(LONGEST_MS)]);
      const how = { at: untracked(moment), limit: PAGE, signal: signalOf, ...(cursor === undefined ? {} : { cursor }) };
      const page = await door.find(now, how);
      if (running !== mine) return;
      pages.update((all) => [...all, page]);
      phase.set(here(null));
    } catch (error) {
      if (running !== mine) return;
      if (error instanceof FindRefused) {
        refused.set(error.message);
        phase.set(here(null));
      } else phase.set(failed(error instanceof Error ? error.message : 'It could not be read.', () => void ask(cursor)));
    }
  };
  effect(() => {
    wanted();
    moment();
    untracked(() => void ask());
  });

  const rows = computed(() => pages().flatMap((page) => page.rows));
  const last = computed(() => pages().at(-1) ?? null);
  return {
    // What is here stays while more comes.
    remote: computed<Remote<readonly FoundRow[]>>(() => {
      const now = phase();
      if (pages().length > 0 || now.phase === 'here') return now.phase === 'failed' ? now : here(rows());
      return now;
    }),
    rows,
    total: computed(() => pages()[0]?.total ?? 0),
    changedKeys: signal<ReadonlySet<string>>(new Set()).asReadonly(),
    query: signal<ViewQuery | null>(null).asReadonly(),
    keyOf: keyOfFound,
    last,
    unrecorded: computed(() => pages()[0]?.unrecorded ?? 0),
    atLeast: computed(() => pages()[0]?.totalIsAtLeast ?? false),
    refused: refused.asReadonly(),
    more: computed(() => last()?.next !== undefined),
    asking: computed(() => phase().phase === 'loading'),
    next: () => {
      const cursor = untracked(last)?.next;
      if (cursor !== undefined) void ask(cursor);
    },
    again: () => void ask(),
  };
};
