import type { TestRunRow, TestSample } from '@hyperloop/contracts/test-runs';

/** What a device belongs to: a wagon by its id, or one of the parts every test has (rule 108). */
export type Owner = { readonly id: string; readonly name: string; readonly part: 'reader' | 'wagon' | 'writer' | 'driver' | 'unknown' };

/** Reader first, the wagons between, the writer and the driver last: the order of tables and of areas. */
export const partOrder: Readonly<Record<Owner['part'], number>> = { reader: 0, wagon: 1, unknown: 2, writer: 3, driver: 4 };

const parts: Readonly<Record<string, Owner>> = {
  'internal-dpl-aod-reader': { id: ':reader', name: 'Reader', part: 'reader' },
  'internal-dpl-aod-writer': { id: ':writer', name: 'Writer', part: 'writer' },
  driver: { id: ':driver', name: 'Driver', part: 'driver' },
};
export const partOf = (device: string): Owner | undefined =>
  parts[device] ?? (device.startsWith('internal-dpl-') ? { id: `:${device}`, name: device, part: 'unknown' } : undefined);

/** Devices in the order they were first seen: the driver starts them in the order of the composition. */
export const devicesSeen = (samples: readonly TestSample[]): readonly string[] => [...new Set(samples.map(({ device }) => device))];

/**
 * Which device is whose. The figures of an ended test say it. While it runs nothing does yet, but the workflows start in
 * the order of the composed wagons and their variants; when the counts or the names of the variants do not agree with
 * that (devices still starting, a workflow shared by two wagons), a device stands for itself.
 */
export const ownersOf = (test: Pick<TestRunRow, 'wagons' | 'figures'>, samples: readonly TestSample[]): ReadonlyMap<string, Owner> => {
  const names = new Map(test.wagons.map(({ wagonId, name }) => [wagonId, name]));
  const wagon = (id: string): Owner => ({ id, name: names.get(id) ?? `wagon ${id}`, part: 'wagon' });
  const itself = (device: string): Owner => partOf(device) ?? { id: `:${device}`, name: device, part: 'unknown' };
  const known = new Map(
    test.figures?.devices.flatMap(({ device, wagonId }) => (wagonId === null ? [] : [[device, wagon(wagonId)] as const])),
  );
  const seen = devicesSeen(samples);
  if (known.size === 0) {
    const workflows = seen.filter((device) => partOf(device) === undefined);
    const expected = test.wagons.flatMap(({ wagonId, variants }) => variants.map((variant) => ({ wagonId, variant })));
    const agrees =
      workflows.length === expected.length && workflows.every((device, i) => endsWithVariant(device, expected[i]?.variant ?? ''));
    if (agrees) workflows.forEach((device, i) => known.set(device, wagon(expected[i]?.wagonId ?? '')));
  }
  const devices = [...seen, ...(test.figures?.devices.map(({ device }) => device) ?? [])];
  return new Map(devices.map((device) => [device, known.get(device) ?? itself(device)]));
};

const endsWithVariant = (device: string, variant: string): boolean =>
  variant === '' || device.endsWith(variant.startsWith('_') ? variant : `_${variant}`);
