import { computed, effect, inject, untracked } from '@angular/core';
import { patchState, signalStore, withComputed, withHooks, withMethods, withProps, withState } from '@ngrx/signals';
import type { ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  applyParameterChanges,
  fromParameterKey,
  parameterChanges,
  parameterKey,
  withAdded,
  type AddedParameter,
  type GivenValue,
  type ParameterChange,
  type WagonRow,
} from '@hyperloop/contracts/wagons';
import { configurationProblems, declarationsOf, type Configuration } from '@hyperloop/contracts/wagons/configuration';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { asked, failed, here, loading, type Remote } from '../../kernel/remote/remote';
import { Declarations } from '../../kernel/blobs/declarations';
import {
  activated,
  BASE,
  changesOf,
  configurationOf,
  countOf,
  draftOf,
  filledWith,
  renamed,
  withoutSubwagon,
  withSubwagon,
  withValueSet,
  type Changes,
  type Draft,
  type DraftVariant,
  type Place,
} from './draft';
import { compare, rebased, type Choice, type Comparison } from './rebase';
import { did, nothingToUndo, redone, undone, type Undo, type Undone } from './undo';
import type { Held } from './value-parts';

/** What an edit changes, and undo brings back. */
type Form = {
  draft: Draft;
  /** Parameters added by hand, as they stand in the form (rule 37). */
  added: readonly AddedParameter[];
  /** All that is unsaved came from a file. */
  uploaded: boolean;
};
type EditorState = Form & {
  /** The stored wagon that the form was filled from: Save says its revision. */
  seen: WagonRow | null;
  /** A newer one that somebody saved while something was unsaved here (rule 34). */
  newer: WagonRow | null;
  /** Since the form was filled. */
  undo: Undo<Form>;
  declaration: Remote<WorkflowDeclaration>;
  saving: boolean;
  refused: string | null;
};
const nothing: EditorState = {
  seen: null,
  newer: null,
  draft: [],
  added: [],
  undo: nothingToUndo,
  declaration: asked,
  saving: false,
  refused: null,
  uploaded: false,
};
const noChanges: Changes = { variants: [], values: [] };
const emptyWorkflow: WorkflowDeclaration = { name: '', executable: '', pwg: '', component: '', tasks: [] };

/** Whether two rows hold the same configuration, parameters added by hand included. */
const sameConfigured = (a: WagonRow, b: WagonRow): boolean =>
  JSON.stringify([a.addedParameters, a.variants]) === JSON.stringify([b.addedParameters, b.variants]);
/** A parameter added by hand whose value was taken away again (rule 37). */
const withoutValue = (added: readonly AddedParameter[], draft: Draft) =>
  added
    .filter(({ task, name }) => draft[0]?.values.has(parameterKey(task, name)) !== true)
    .map(({ task, name }) => ({
      kind: 'value' as const,
      variant: BASE,
      task,
      parameter: name,
      sentence: `${name} was added without a value in Base. Give it one, or delete it.`,
    }));

/** The wagon in its editor: what is stored, what the form shows, and what lies between (rules 31, 34). */
export const WagonEditorStore = signalStore(
  withState<EditorState>(nothing),
  withProps(() => ({ _commands: inject(CommandClient), _declarations: inject(Declarations) })),
  withComputed((store) => {
    const workflow = computed<WorkflowDeclaration>(() => {
      const declaration = store.declaration();
      return declaration.phase === 'here' ? withAdded(declaration.value, store.added()) : emptyWorkflow;
    });
    const ready = computed(() => store.declaration().phase === 'here' && store.seen() !== null);
    const stored = computed<Draft>(() => {
      const seen = store.seen();
      return seen === null ? [] : draftOf(seen);
    });
    const changes = computed(() => (ready() ? changesOf(workflow(), stored(), store.draft()) : noChanges));
    const addedChanges = computed<readonly ParameterChange[]>(() => parameterChanges(store.seen()?.addedParameters ?? [], store.added()));
    const changeCount = computed(() => countOf(changes()) + addedChanges().length);
    const configuration = computed<Configuration>(() => configurationOf(workflow(), store.draft()));
    const problems = computed(() => {
      if (!ready() || changeCount() === 0) return [];
      const found = [...configurationProblems(workflow(), configuration()), ...withoutValue(store.added(), store.draft())];
      const running = store.draft().some(({ active }) => active);
      return running
        ? found
        : [
            ...found,
            {
              kind: 'value' as const,
              variant: BASE,
              sentence: 'Base and all subwagons are switched off, so nothing would run. Activate one.',
            },
          ];
    });
    const idOf = computed(() => new Map(store.draft().map(({ name, id }) => [name, id])));
    /** Values not saved, by variant and key: the yellow ones. */
    const unsaved = computed<ReadonlySet<string>>(
      () =>
        new Set(
          changes().values.map(({ variant, task, parameter }) => `${idOf().get(variant) ?? variant}\n${parameterKey(task, parameter)}`),
        ),
    );
    const unsavedKeys = computed<ReadonlySet<string>>(
      () => new Set(changes().values.map(({ task, parameter }) => parameterKey(task, parameter))),
    );
    const changedKeys = computed<ReadonlySet<string>>(() => new Set(store.draft().flatMap(({ values }) => [...values.keys()])));
    const given = computed<ReadonlyMap<string, GivenValue>>(
      () =>
        new Map(
          (store.seen()?.variants ?? []).flatMap(({ name, values }) =>
            values.map((value) => [`${name}\n${parameterKey(value.task, value.parameter)}`, value] as const),
          ),
        ),
    );
    /** When a parameter was last set, in whichever variant. */
    const lastSet = computed<ReadonlyMap<string, number>>(() => {
      const last = new Map<string, number>();
      for (const { task, parameter, setAt } of given().values()) {
        const key = parameterKey(task, parameter);
        last.set(key, Math.max(last.get(key) ?? 0, Date.parse(setAt)));
      }
      return last;
    });
    const comparison = computed<Comparison | null>(() => {
      const [seen, newer] = [store.seen(), store.newer()];
      return seen === null || newer === null ? null : compare(workflow(), seen, newer, store.draft());
    });
    return {
      workflow,
      ready,
      stored,
      changes,
      configuration,
      problems,
      unsaved,
      unsavedKeys,
      changedKeys,
      given,
      lastSet,
      comparison,
      declared: computed(() => declarationsOf(workflow())),
      addedChanges,
      changeCount,
      isAdded: computed(() => new Set(store.added().map(({ task, name }) => parameterKey(task, name)))),
      storedByName: computed(() => new Map(stored().map((one) => [one.name, one]))),
      draftById: computed(() => new Map(store.draft().map((one) => [one.id, one]))),
    };
  }),
  withMethods((store) => {
    const form = (): Form => ({ draft: store.draft(), added: store.added(), uploaded: store.uploaded() });
    const put = (next: Partial<Form>) => {
      if (store.saving()) return;
      patchState(store, { uploaded: false, ...next, undo: did(store.undo(), form()), refused: null });
    };
    const edit = (change: (draft: Draft) => Draft) => {
      const [before, draft] = [store.draft(), change(store.draft())];
      // Typing what stands there is no step to take back.
      if (draft.length !== before.length || draft.some((one, at) => one !== before[at])) put({ draft });
    };
    const step = (taken: Undone<Form> | null) => {
      if (taken !== null && !store.saving()) patchState(store, { ...taken.state, undo: taken.undo, refused: null });
    };
    const fill = (row: WagonRow) =>
      patchState(store, { seen: row, newer: null, draft: draftOf(row), added: row.addedParameters, uploaded: false, undo: nothingToUndo });
    const baseOf = (draft: Draft, key: string): ParameterValue | null => {
      const { task, parameter } = fromParameterKey(key);
      return draft[0]?.values.get(key) ?? store.declared()(task, parameter)?.default ?? null;
    };
    /** The row of the view, whenever it comes. Unsaved edits are never overwritten by it. */
    const arrived = (row: WagonRow): void => {
      const seen = store.seen();
      if (seen?.wagonId !== row.wagonId) return fill(row);
      if (row.revision === seen.revision) return patchState(store, { seen: row });
      if (store.saving()) return patchState(store, { newer: row });
      // Its dependencies were saved, not its configuration: nothing of the form is touched.
      if (row.revision > seen.revision && sameConfigured(row, seen)) return patchState(store, { seen: row });
      // Nothing unsaved, or exactly what is unsaved was stored: the form simply follows.
      const sameNames = store
        .draft()
        .map((one) => ({ ...one, from: row.variants.some(({ name }) => name === one.name) ? one.name : null }));
      const sameAsMine = () =>
        countOf(changesOf(store.workflow(), draftOf(row), sameNames)) + parameterChanges(row.addedParameters, store.added()).length === 0;
      const nothingOfMine = store.changeCount() === 0 || sameAsMine();
      if (nothingOfMine) fill(row);
      // An older one is the past being looked at: what is unsaved waits for now.
      else if (row.revision > seen.revision) patchState(store, { newer: row });
    };
    const loadDeclaration = async (): Promise<void> => {
      const seen = store.seen();
      if (seen === null) return;
      patchState(store, { declaration: loading });
      try {
        patchState(store, { declaration: here(await store._declarations.of(seen.declaration)) });
      } catch (error) {
        const problem =
          error instanceof Error && error.message !== '' ? error.message : 'The declaration of the workflow could not be read.';
        patchState(store, { declaration: failed(problem, () => void loadDeclaration()) });
      }
    };
    return {
      baseOf: (key: string) => baseOf(store.draft(), key),
      storedBaseOf: (key: string) => baseOf(store.stored(), key),
      heldIn: (variant: DraftVariant, key: string): Held => ({
        inBase: variant.id === BASE,
        base: baseOf(store.draft(), key),
        override: variant.id === BASE ? null : (variant.values.get(key) ?? null),
      }),
      /** The same place as it is stored; null for a subwagon that is not. */
      storedHeld: (variant: DraftVariant, key: string): Held | null => {
        const was = variant.from === null ? undefined : store.storedByName().get(variant.from);
        if (was === undefined) return null;
        return {
          inBase: variant.id === BASE,
          base: baseOf(store.stored(), key),
          override: variant.id === BASE ? null : (was.values.get(key) ?? null),
        };
      },
      givenAt: (variant: DraftVariant, key: string): GivenValue | null =>
        variant.from === null ? null : (store.given().get(`${variant.from}\n${key}`) ?? null),
      setValue: (place: Place, value: ParameterValue | null) => edit((draft) => withValueSet(store.workflow(), draft, place, value)),
      /** Several places at once, as one step. */
      setValues: (changes: readonly { readonly place: Place; readonly value: ParameterValue | null }[]) =>
        edit((draft) => changes.reduce((next, { place, value }) => withValueSet(store.workflow(), next, place, value), draft)),
      addParameter: (parameter: AddedParameter, value: ParameterValue) => {
        const added = applyParameterChanges(store.added(), [{ change: 'added', ...parameter }]);
        const place = { variant: BASE, key: parameterKey(parameter.task, parameter.name) };
        put({ added, draft: withValueSet(store.workflow(), store.draft(), place, value) });
      },
      /** With its values, in every variant (rule 39). */
      removeParameter: (key: string) => {
        const { task, parameter } = fromParameterKey(key);
        put({
          added: applyParameterChanges(store.added(), [{ change: 'removed', task, name: parameter }]),
          draft: store.draft().map((one) => ({ ...one, values: new Map([...one.values].filter(([of]) => of !== key)) })),
        });
      },
      addSubwagon: (name: string) => edit((draft) => withSubwagon(draft, name)),
      removeSubwagon: (id: string) => edit((draft) => withoutSubwagon(draft, id)),
      renameSubwagon: (id: string, name: string) => edit((draft) => renamed(draft, id, name)),
      activate: (id: string, active: boolean) => edit((draft) => activated(draft, id, active)),
      /** Rule 64: the form is filled, nothing is stored. */
      fillWith: (next: Configuration) =>
        put({ draft: filledWith(store.workflow(), store.draft(), next), uploaded: store.changeCount() === 0 }),
      undoEdit: () => step(undone(store.undo(), form())),
      redoEdit: () => step(redone(store.undo(), form())),
      arrived,
      discard: () => {
        const row = store.newer() ?? store.seen();
        if (row !== null) fill(row);
        patchState(store, { refused: null });
      },
      /** The choice of rule 34: the form goes on from what they saved. */
      settle: (choices: ReadonlyMap<string, Choice>) => {
        const [seen, newer] = [store.seen(), store.newer()];
        if (seen === null || newer === null) return;
        patchState(store, {
          added: applyParameterChanges(newer.addedParameters, store.addedChanges()),
          draft: rebased(store.workflow(), { seen, theirs: newer, draft: store.draft() }, choices),
          seen: newer,
          newer: null,
          undo: nothingToUndo,
          refused: null,
        });
      },
      loadDeclaration,
      /** Saves what the form changes, if nobody saved since it was filled (rules 31, 34). */
      save: async (reason: string): Promise<Outcome | null> => {
        const seen = store.seen();
        const { variants, values } = store.changes();
        if (seen === null || store.saving()) return null;
        patchState(store, { saving: true, refused: null });
        const count = store.changeCount();
        const said = reason.trim();
        const outcome = await store._commands.send(
          'ConfigureWagon',
          {
            wagonId: seen.wagonId,
            expectedRevision: seen.revision,
            ...(store.addedChanges().length === 0 ? {} : { parameters: [...store.addedChanges()] }),
            variants: [...variants],
            values: values.map((value) => ({ ...value })),
            source: store.uploaded() ? 'upload' : 'edit',
            ...(said === '' ? {} : { reason: said }),
          },
          { label: `${String(count)} ${count === 1 ? 'change' : 'changes'} to ${seen.name}` },
        );
        if (outcome.is === 'saved') await outcome.seen;
        const newer = store.newer();
        patchState(store, {
          saving: false,
          newer: null,
          refused: outcome.is === 'refused' && outcome.problem.refusal?.refused !== 'WagonChangedMeanwhile' ? outcome.because : null,
        });
        if (newer !== null) arrived(newer);
        return outcome;
      },
    };
  }),
  withHooks((store) => ({
    onInit() {
      const sha = computed(() => store.seen()?.declaration.sha256 ?? null);
      effect(() => {
        if (sha() !== null) untracked(() => void store.loadDeclaration());
      });
    },
  })),
);
export type WagonEditor = InstanceType<typeof WagonEditorStore>;
