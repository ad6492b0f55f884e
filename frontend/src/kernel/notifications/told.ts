import { notificationTone, notificationWords, type NotificationRow, type NotificationTone } from '@hyperloop/contracts/notifications';
import type { IconName } from '../parts/icons';

/** One thing that happened, with all of one's analyses that it concerns (rule 136). */
export type Told = {
  readonly notificationId: string;
  readonly number: number;
  readonly kind: NotificationRow['kind'];
  readonly sentence: string;
  readonly analyses: readonly { readonly analysisId: string; readonly name: string }[];
  /** Analyses of others that it concerns too. */
  readonly others: number;
  readonly causedBy: string;
  readonly happenedAt: string;
  /** Where the details are (rule 147). */
  readonly link: readonly string[];
  readonly linkWord: string;
  readonly icon: IconName;
  readonly tone: NotificationTone;
  /** Parameters that do not fit, in both directions (rule 145). */
  readonly inWagonOnly: readonly string[];
  readonly inPackageOnly: readonly string[];
  readonly dismissed: boolean;
};

const iconOf: Readonly<Record<NotificationRow['kind'], IconName>> = {
  'dataset-activated': 'done',
  'dataset-deactivated': 'blocked',
  'dataset-removed': 'trash',
  'dataset-left': 'minus',
  'production-added': 'plus',
  'production-removed': 'minus',
  'runs-excluded': 'checklist',
  'runs-changed': 'checklist',
  'wagon-disabled': 'blocked',
  'test-impossible': 'failed',
  'parameters-inconsistent': 'warning',
};
export const kindWords: Readonly<Record<NotificationRow['kind'], string>> = {
  'dataset-activated': 'Dataset activated',
  'dataset-deactivated': 'Dataset deactivated',
  'dataset-removed': 'Dataset removed',
  'dataset-left': 'Dataset left the analysis',
  'production-added': 'Production added',
  'production-removed': 'Production removed',
  'runs-excluded': 'Excluded runs changed',
  'runs-changed': 'Runlist changed',
  'wagon-disabled': 'Wagon disabled',
  'test-impossible': 'Test cannot run',
  'parameters-inconsistent': 'Parameters inconsistent',
};

const linkOf = ({ datasetId, wagonId, testRunId }: NotificationRow): Pick<Told, 'link' | 'linkWord'> => {
  if (testRunId !== undefined) return { link: ['/wagon-test', testRunId], linkWord: 'Test' };
  return wagonId === undefined ? { link: ['/dataset', datasetId], linkWord: 'Dataset' } : { link: ['/wagon', wagonId], linkWord: 'Wagon' };
};

/** What a person put away: all up to a number, and single ones beyond. */
export type Dismissals = { readonly upTo: number; readonly notificationIds: readonly string[] };
/** Colour of its icon (rule 146). */
export const toneClass: Readonly<Record<NotificationTone, string>> = { added: 'c-done', removed: 'c-fail', mismatch: 'c-warn' };
/** Rows of several analyses become one item each, in the order of the rows. */
export const toldOf = (rows: readonly NotificationRow[], { upTo, notificationIds }: Dismissals): readonly Told[] => {
  const away = new Set(notificationIds);
  const byId = new Map<string, NotificationRow[]>();
  for (const row of rows) {
    const known = byId.get(row.notificationId);
    if (known === undefined) byId.set(row.notificationId, [row]);
    else known.push(row);
  }
  return [...byId.values()].flatMap((of) => {
    const [row] = of;
    if (row === undefined) return [];
    return [
      {
        notificationId: row.notificationId,
        number: row.number,
        kind: row.kind,
        sentence: notificationWords(row),
        analyses: of.map(({ analysisId, analysisName }) => ({ analysisId, name: analysisName })),
        others: row.analysisCount - of.length,
        causedBy: row.causedBy,
        happenedAt: row.happenedAt,
        ...linkOf(row),
        icon: iconOf[row.kind],
        tone: notificationTone(row),
        inWagonOnly: row.inWagonOnly ?? [],
        inPackageOnly: row.inPackageOnly ?? [],
        dismissed: row.number <= upTo || away.has(row.notificationId),
      },
    ];
  });
};
