import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  applyConfigured,
  baseOnly,
  canonical,
  configurationOfVariants,
  ConfigureWagon,
  overviewOfUpload,
  readConfigurationBytes,
  type VariantState,
} from '@hyperloop/contracts/wagons';
import { registered } from '@hyperloop/contracts/wagons/examples';
import { parseCatalogue } from '../packages/import/index.js';
import { wagon } from './wagon.decider.js';

const shared = process.env['HYPERLOOP_SHARED'] ?? fileURLToPath(new URL('../../../../shared/', import.meta.url));
const catalogueFile = join(shared, 'data/catalogue/catalogue_daily-20251201-0000.json');
const folder = join(shared, 'data/configs/hyperloop_style');
const here = existsSync(catalogueFile) && existsSync(folder);

type Save = Parameters<(typeof wagon)['decide']['ConfigureWagon']>[0];
const registeredState = wagon.evolve.WagonRegistered(wagon.initial, registered.data);

/** What one Save stores on a fresh wagon, folded; the name of the refusal when it is refused. */
const saved = (declaration: WorkflowDeclaration, data: Save): { state: typeof registeredState; events: number } | string => {
  const decision = wagon.decide.ConfigureWagon(
    data,
    registeredState,
    { by: 'mrossi', at: '' },
    { declaration, wagons: new Map(), changedBy: '' },
  );
  if ('refused' in decision) return decision.refused;
  const state = decision.reduce(
    (s, event) => (event.type === 'WagonConfigured' ? wagon.evolve.WagonConfigured(s, event.data) : s),
    registeredState,
  );
  return { state, events: decision.length };
};

// Only where the real files are; the product must work without them.
(here ? describe : describe.skip)('real configurations of the field', () => {
  const workflows: WorkflowDeclaration[] = [];
  beforeAll(async () => {
    for await (const item of parseCatalogue(createReadStream(catalogueFile))) if (item.kind === 'workflow') workflows.push(item.workflow);
  }, 120_000);

  it('are saved as their upload shows them, and saving them again changes nothing (rules 31, 58, 64)', () => {
    const uploads = readdirSync(folder).flatMap((name) => {
      const read = readConfigurationBytes(readFileSync(join(folder, name)));
      if (!read.ok) return [];
      return workflows.flatMap((declaration) => {
        const current = configurationOfVariants(declaration, baseOnly);
        const { changes, problems, next } = overviewOfUpload(declaration, current, read.file);
        return changes.length === 0 || problems.length > 0 ? [] : [{ name, declaration, changes, next }];
      });
    });
    expect(uploads.length).toBeGreaterThan(50);
    for (const { name, declaration, changes, next } of uploads) {
      const values = changes.map(({ variant, task, parameter, to }) => ({ variant, task, parameter, to }));
      const command = (expectedRevision: number) =>
        ConfigureWagon.of({ wagonId: '17', expectedRevision, variants: [], source: 'upload', values: values as Save['values'] }).data;
      const result = saved(declaration, command(0));
      const about = `${name}, ${declaration.name}`;
      if (typeof result === 'string') throw new Error(`${about}: ${result}`);
      const variants: readonly VariantState[] = result.state.variants;
      expect({ about, configuration: configurationOfVariants(declaration, variants) }).toEqual({ about, configuration: canonical(next) });
      const again = wagon.decide.ConfigureWagon(
        command(1),
        result.state,
        { by: 'mrossi', at: '' },
        { declaration, wagons: new Map(), changedBy: '' },
      );
      expect({ about, again }).toEqual({ about, again: [] });
      expect(applyConfigured(variants, { variants: [], values: [] })).toEqual(variants);
    }
  }, 120_000);
});
