import { mismatchWords } from '../wagons/index.js';

/** What can have happened; only what the system really does. No zod here: the browser writes the sentences. */
export const notificationKinds = [
  'dataset-activated',
  'dataset-deactivated',
  'dataset-removed',
  'dataset-left',
  'production-added',
  'production-removed',
  'runs-excluded',
  'runs-changed',
  'wagon-disabled',
  'test-impossible',
  'parameters-inconsistent',
] as const;
export type NotificationKindName = (typeof notificationKinds)[number];

/** Rule 146: green added or updated, red removed or error, yellow parameters that do not fit. Blue comes with what times out. */
export type NotificationTone = 'added' | 'removed' | 'mismatch';
const tones: Readonly<Record<NotificationKindName, NotificationTone>> = {
  'dataset-activated': 'added',
  'dataset-deactivated': 'removed',
  'dataset-removed': 'removed',
  'dataset-left': 'removed',
  'production-added': 'added',
  'production-removed': 'removed',
  'runs-excluded': 'removed',
  'runs-changed': 'added',
  'wagon-disabled': 'removed',
  'test-impossible': 'removed',
  'parameters-inconsistent': 'mismatch',
};

export type NotificationAbout = {
  readonly kind: NotificationKindName;
  readonly datasetName: string;
  readonly wagonName?: string | null | undefined;
  readonly production?: string | null | undefined;
  readonly runlistName?: string | null | undefined;
  readonly added?: readonly number[] | undefined;
  readonly removed?: readonly number[] | undefined;
  readonly reason?: string | null | undefined;
  readonly packageTag?: string | null | undefined;
  readonly inWagonOnly?: readonly string[] | undefined;
  readonly inPackageOnly?: readonly string[] | undefined;
};

/** Runs that come back are an update, runs that go are a loss. */
export const notificationTone = ({ kind, added = [] }: Pick<NotificationAbout, 'kind' | 'added'>): NotificationTone =>
  kind === 'runs-excluded' && added.length === 0 ? 'added' : tones[kind];

const SHOWN = 5;
const runs = (list: readonly number[]): string =>
  `${list.slice(0, SHOWN).join(', ')}${list.length > SHOWN ? ` and ${String(list.length - SHOWN)} more` : ''}`;
/** “run 1, 2 in, 3 out”: what a list of runs gained and lost. */
const moved = ({ added = [], removed = [] }: NotificationAbout, [gained, lost]: readonly [string, string]): string =>
  [...(added.length > 0 ? [`${gained} ${runs(added)}`] : []), ...(removed.length > 0 ? [`${lost} ${runs(removed)}`] : [])].join(', ');

/** The sentence of a notification, without who and when (rules 138–144, 147). */
export const notificationWords = (about: NotificationAbout): string => {
  const { kind, datasetName, production, runlistName, reason } = about;
  const wagonName = about.wagonName ?? 'A wagon';
  switch (kind) {
    case 'dataset-activated':
      return `${datasetName} is active: wagons can be enabled on it.`;
    case 'dataset-deactivated':
      return `${datasetName} is not active any more. Wagons enabled on it are disabled.`;
    case 'dataset-removed':
      return `${datasetName} was removed. It stays readable.`;
    case 'dataset-left':
      return `${datasetName} left the analysis. ${reason ?? ''}`;
    case 'production-added':
      return `${datasetName} has a production more: ${production ?? ''}.`;
    case 'production-removed':
      return `${datasetName} has lost a production: ${production ?? ''}.`;
    case 'runs-excluded':
      return `Excluded runs of ${datasetName}, ${production ?? ''}, changed: ${moved(about, ['out now', 'in again'])}.`;
    case 'runs-changed':
      return `The runlist ${runlistName ?? ''} of ${datasetName} changed: ${moved(about, ['gained', 'lost'])}.`;
    case 'wagon-disabled':
      return `${wagonName} was disabled on ${datasetName}. ${reason ?? ''}`;
    case 'test-impossible':
      return `${wagonName} cannot be tested on ${datasetName}, and was disabled there. ${reason ?? ''}`;
    case 'parameters-inconsistent': {
      const { packageTag, inWagonOnly = [], inPackageOnly = [] } = about;
      return `${wagonName} does not fit ${packageTag ?? 'its package'}: ${mismatchWords({ inWagonOnly, inPackageOnly }, SHOWN)}. Sync it; its test on ${datasetName} starts by itself then.`;
    }
  }
};
