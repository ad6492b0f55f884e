import { describeValue, shortTag, type ParameterValue } from '@hyperloop/contracts/packages';
import type { ParameterChange, ValueChange, VariantChange, WagonChangeRow } from '@hyperloop/contracts/wagons';
import { counted, number } from '../../kernel/format';
import { listed } from '../../kernel/format/runs';
import { packageWords } from '../../kernel/format/package';
import type { IconName } from '../../kernel/parts/icons';

/** One line of the history: what happened, and the details under it. */
export type ChangeWords = {
  readonly title: string;
  readonly detail: string;
  readonly icon: IconName;
  readonly tone: '' | 'c-done' | 'c-fail' | 'c-run';
};
/** Names for ids that changes hold; an id that nobody knows any more stands for itself. */
export type NamesOf = { readonly wagon: (id: string) => string; readonly dataset: (id: string) => string };

const quoted = (reason: string | null): string => (reason === null || reason === '' ? '' : `“${reason}”`);

/** A value in a change: without one, Base has the default and a subwagon inherits. */
export const valueWords = (value: ParameterValue | null, variant: string): string =>
  value === null ? (variant === '' ? 'default' : 'inherit') : describeValue(value) || 'empty text';
export const valueChangeWords = ({ variant, parameter, from, to }: ValueChange): string =>
  `${parameter}${variant === '' ? '' : ` in ${variant}`}: ${valueWords(from, variant)} → ${valueWords(to, variant)}`;
export const variantChangeWords = (change: VariantChange): string => {
  const words = { added: 'made', removed: 'removed', activated: 'switched on', deactivated: 'switched off' } as const;
  if (change.change === 'renamed') return `Subwagon ${change.variant} renamed to ${change.to}`;
  return `${change.variant === '' ? 'Base' : `Subwagon ${change.variant}`} ${words[change.change]}`;
};

/** What became of the derived data, line by line (rules 66–74). */
export const derivedWords = ({ derivedData }: Pick<WagonChangeRow, 'derivedData'>): readonly string[] => {
  if (derivedData === null) return [];
  const { from, to } = derivedData;
  const without = (a: readonly string[], b: readonly string[]) => a.filter((table) => !b.includes(table));
  const mark = (name: string, was: boolean, is: boolean) => (was === is ? [] : [`${name} switched ${is ? 'on' : 'off'}`]);
  const size = (name: string, was: number, is: number) => (was === is ? [] : [`${name}: ${number(was)} → ${number(is)} bytes`]);
  return [
    ...without(to.stored, from.stored).map((table) => `Stores table ${table}`),
    ...without(from.stored, to.stored).map((table) => `No longer stores table ${table}`),
    ...mark('Ready for slim', from.slimReady, to.slimReady),
    ...mark('Linked to the parent file', from.linked, to.linked),
    ...size('Maximal data frame size', from.maxDfSizeBytes, to.maxDfSizeBytes),
    ...size('Maximal derived file size', from.maxDerivedFileSizeBytes, to.maxDerivedFileSizeBytes),
  ];
};

/** What a save changed, short: one thing in full, several counted. */
const savedWords = ({ parameters, variants, values }: WagonChangeRow): { title: string; detail: string } => {
  const [parameter] = parameters;
  if (parameter !== undefined && parameters.length === 1 && variants.length === 0)
    return { title: parameterChangeWords(parameter), detail: listed(values.map(valueChangeWords), 3) };
  const [variant] = variants;
  const [value] = values;
  if (variants.length === 0 && values.length === 1 && value !== undefined) return { title: valueChangeWords(value), detail: '' };
  if (variants.length === 1 && variant !== undefined)
    return {
      title: variantChangeWords(variant),
      detail: values.length === 0 ? '' : `${counted(values.length, 'value')} with it`,
    };
  const title = [
    ...(parameters.length > 0 ? [`${counted(parameters.length, 'parameter')} added or deleted`] : []),
    ...(values.length > 0 ? [`${counted(values.length, 'value')} changed`] : []),
    ...(variants.length > 0 ? [`${counted(variants.length, 'change')} of subwagons`] : []),
  ].join(', ');
  return {
    title,
    detail: listed([...new Set(values.map(({ parameter, variant: in_ }) => (in_ === '' ? parameter : `${parameter} in ${in_}`)))], 3),
  };
};

const becauseWords: Readonly<Record<string, string>> = {
  asked: '',
  'train-submitted': 'Its train was submitted',
  'dataset-deactivated': 'The dataset was deactivated',
  'dataset-has-short': 'The dataset got short datasets',
  'test-impossible': 'Its test could not start',
  'wagon-deleted': 'The wagon was deleted',
  'pull-request-closed': 'Its pull request was closed without a merge',
};

const words: { readonly [Kind in WagonChangeRow['kind']]: (change: WagonChangeRow, names: NamesOf) => ChangeWords } = {
  registered: ({ name, packageTag, clonedFrom }) =>
    clonedFrom === null
      ? { title: `Registered as ${name ?? ''}`, detail: shortTag(packageTag ?? ''), icon: 'plus', tone: 'c-done' }
      : {
          title: `Cloned from ${clonedFrom.name}, revision ${String(clonedFrom.revision)}`,
          detail:
            clonedFrom.dropped.length === 0
              ? shortTag(packageTag ?? '')
              : `Could not keep ${listed(
                  clonedFrom.dropped.map((one) => one.name),
                  3,
                )}`,
          icon: 'copy',
          tone: 'c-done',
        },
  configured: (change) => {
    const { title, detail } = savedWords(change);
    if (change.source === 'upload')
      return {
        title: `Configuration uploaded: ${counted(change.values.length, 'value')}`,
        detail: quoted(change.reason) || detail,
        icon: 'upload',
        tone: '',
      };
    if (change.source === 'proposal')
      return { title: `Proposal accepted: ${title}`, detail: quoted(change.reason) || detail, icon: 'check', tone: 'c-done' };
    if (change.source === 'clone') return { title: 'Configuration of the source taken over', detail: title, icon: 'copy', tone: '' };
    return { title, detail: quoted(change.reason) || detail, icon: 'pencil', tone: '' };
  },
  'derived-data': (change) => {
    const [title, ...others] = derivedWords(change);
    return {
      title: title ?? 'Derived data saved',
      detail: quoted(change.reason) || (change.source === 'clone' ? 'Taken over from the source' : listed(others, 3)),
      icon: 'table',
      tone: '',
    };
  },
  dependencies: ({ dependenciesAdded, dependenciesRemoved }, { wagon }) => ({
    title: [
      ...(dependenciesAdded.length > 0 ? [`Depends on ${listed(dependenciesAdded.map(wagon), 3)}`] : []),
      ...(dependenciesRemoved.length > 0 ? [`no longer on ${listed(dependenciesRemoved.map(wagon), 3)}`] : []),
    ]
      .join(', ')
      .replace(/^no longer/, 'No longer depends'),
    detail: '',
    icon: 'branch',
    tone: '',
  }),
  synced: ({ packageTag, synced, values, reason }) => ({
    title: `Synced with ${shortTag(packageTag ?? '')}`,
    detail:
      quoted(reason) ||
      [
        `${String(synced?.added ?? 0)} added, ${String(synced?.removed ?? 0)} removed, ${String(synced?.updated ?? 0)} updated`,
        ...(values.length > 0 ? [`${counted(values.length, 'set value')} lost`] : []),
      ].join('; '),
    icon: 'refresh',
    tone: 'c-run',
  }),
  restored: ({ restoredRevision, reason, values, variants }) => ({
    title: `Restored revision ${String(restoredRevision ?? 0)}`,
    detail: quoted(reason) || counted(values.length + variants.length, 'change'),
    icon: 'history',
    tone: 'c-run',
  }),
  renamed: ({ name, nameBefore }) => ({ title: `Renamed to ${name ?? ''}`, detail: `Was ${nameBefore ?? ''}`, icon: 'pencil', tone: '' }),
  enabled: ({ datasetName, packageTag, packageMode, pull }) => ({
    title: `Enabled on ${datasetName ?? ''}`,
    detail: packageWords({ packageTag, packageMode, pull }),
    icon: 'check',
    tone: 'c-done',
  }),
  'package-resolved': ({ datasetId, packageTag, pull }, { dataset }) => ({
    title: `${shortTag(packageTag ?? '')} contains pull request #${String(pull ?? '')}`,
    detail: `Its test on ${dataset(datasetId ?? '')} runs`,
    icon: 'merge',
    tone: 'c-run',
  }),
  disabled: ({ datasetId, because, trainId }, { dataset }) => ({
    title: `Disabled on ${dataset(datasetId ?? '')}`,
    detail: `${becauseWords[because ?? ''] ?? ''}${trainId === null ? '' : ` (${trainId})`}`,
    icon: 'blocked',
    tone: 'c-fail',
  }),
  deleted: ({ name, reason }) => ({ title: `Deleted ${name ?? ''}`, detail: quoted(reason), icon: 'trash', tone: 'c-fail' }),
};
export const changeWords = (change: WagonChangeRow, names: NamesOf): ChangeWords => words[change.kind](change, names);

/** The lines under a change when it is unfolded: subwagons first, then each value (rule 212). */
export const parameterChangeWords = (change: ParameterChange): string =>
  change.change === 'added'
    ? `Parameter ${change.name} added to ${change.task}, ${change.type}`
    : `Parameter ${change.name} of ${change.task} deleted`;
export const partsOf = (change: Pick<WagonChangeRow, 'parameters' | 'variants' | 'values' | 'derivedData'>): readonly string[] => [
  ...change.parameters.map(parameterChangeWords),
  ...change.variants.map(variantChangeWords),
  ...change.values.map(valueChangeWords),
  ...derivedWords(change),
];

/** How a value came to be, for the column beside it (rule 52). */
export const sourceWords = (source: string, reason: string | null): string => {
  if (reason !== null && reason !== '') return reason;
  const known: Readonly<Record<string, string>> = {
    upload: 'JSON upload',
    clone: 'Cloned',
    sync: 'Sync',
    restore: 'Restored',
    proposal: 'Proposed change',
  };
  return known[source] ?? '';
};
