import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { shortTag } from '@hyperloop/contracts/packages';
import { counted, duration, number, time } from '../../kernel/format';
import type { KeyValue } from '../../kernel/parts/key-values';

const seconds = (from: string, to: string | number): number => (new Date(to).getTime() - new Date(from).getTime()) / 1000;

/** How long it waited for a slot, in seconds; till now while it still waits. */
export const waited = ({ queuedAt, startedAt, endedAt }: TestRunRow, now: number): number => seconds(queuedAt, startedAt ?? endedAt ?? now);
/** How long it ran or runs; null before it started. */
export const ran = ({ startedAt, endedAt }: TestRunRow, now: number): number | null =>
  startedAt === null ? null : Math.max(0, seconds(startedAt, endedAt ?? now));

const tookWords: Readonly<Partial<Record<TestRunRow['state'], string>>> = { running: 'Runs for', queued: 'Waits for' };

/** What the test was of, who it was for, and where it ran. */
export const generalOf = (test: TestRunRow, now: number): readonly KeyValue[] => {
  const took = ran(test, now);
  const wait = duration(waited(test, now));
  const wanted = test.wagons.filter((wagon) => wagon.wanted);
  const dependencies = test.wagons.filter((wagon) => !wagon.wanted);
  const variants = wanted.length === 1 ? (wanted[0]?.variants ?? []) : [];
  return [
    { key: 'Package', value: shortTag(test.packageTag), title: test.packageTag },
    { key: test.kind === 'wagon' ? 'Queued for' : 'Composed by', value: `${test.queuedFor}, ${time(test.queuedAt, now)}` },
    { key: 'Started', value: time(test.startedAt, now), muted: test.startedAt === null },
    { key: tookWords[test.state] ?? 'Took', value: took === null ? wait : `${duration(took)} (wait ${wait})` },
    ...(variants.length === 0
      ? []
      : [{ key: 'Variants', value: variants.map((variant) => (variant === '' ? 'Base' : variant)).join(', ') }]),
    ...(wanted.length > 1
      ? [{ key: 'Wagons', value: counted(wanted.length, 'wagon'), title: wanted.map(({ name }) => name).join(', ') }]
      : []),
    {
      key: 'Depends on',
      value: dependencies.length === 0 ? 'no other wagon' : counted(dependencies.length, 'wagon'),
      title: dependencies.map(({ name }) => name).join(', ') || 'no other wagon',
    },
    { key: 'Cores', value: number(test.cores) },
    ...(test.node === null ? [] : [{ key: 'Node', value: test.attempt > 1 ? `${test.node}, attempt ${number(test.attempt)}` : test.node }]),
  ];
};

/** Sentences that a person must not miss: how it was isolated, and what did not really run. */
export const remarksOf = ({ isolation, standIns, runner }: TestRunRow): readonly string[] => [
  ...(isolation === null ? [] : [isolation]),
  ...(standIns.length > 0
    ? [
        `${standIns.join(', ')} ${standIns.length === 1 ? 'has' : 'have'} no executable here and ${standIns.length === 1 ? 'is' : 'are'} run by the stand-in.`,
      ]
    : runner === 'stand-in'
      ? ['Workflows of this package are run by the stand-in.']
      : []),
];
