import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  configurationProblems,
  defaultConfiguration,
  downloadOf,
  overviewOfUpload,
  readConfigurationBytes,
  readConfigurationFile,
  validateValue,
} from '@hyperloop/contracts/wagons';
import { collect } from './collect.testing.js';
import { parseCatalogue, parsePulls, parseTags, type ImportedWorkflow } from './index.js';

// Extracts of real packages; read where they exist, never copied.
const shared = process.env['HYPERLOOP_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const data = join(shared, 'data');
const here = existsSync(join(data, 'catalogue'));
const largest = join(data, 'catalogue/catalogue_daily-20251201-0000.json');
const workflowsOf = async (path: string): Promise<readonly ImportedWorkflow[]> =>
  (await collect(parseCatalogue(createReadStream(path)))).filter((item): item is ImportedWorkflow => item.kind === 'workflow');

(here ? describe : describe.skip)('real catalogues', () => {
  let imported: readonly ImportedWorkflow[] = [];
  const parameters = () =>
    imported.flatMap(({ workflow }) =>
      workflow.tasks.flatMap((task) =>
        task.parameters.map((declaration) => ({
          place: `${workflow.name} ${task.name} ${declaration.name}`,
          declaration,
        })),
      ),
    );
  beforeAll(async () => {
    imported = await workflowsOf(largest);
  });

  it('are read as a whole', () => {
    expect(imported).toHaveLength(1332);
    expect(parameters().length).toBeGreaterThan(41_000);
    expect(imported.reduce((sum, { parameterCount }) => sum + parameterCount, 0)).toBe(parameters().length);
  });
  it('have names that the rest of the system accepts (rule 26)', () => {
    expect(imported.map(({ workflow }) => workflow.name).filter((name) => !/^[a-z0-9][a-z0-9-]{0,99}$/.test(name))).toEqual([]);
  });
  it('share declarations between tags, so that each is stored once', async () => {
    const older = await workflowsOf(join(data, 'catalogue/catalogue_daily-20241001-0200.json'));
    const known = new Set(imported.map(({ sha256 }) => sha256));
    expect(older).toHaveLength(878);
    expect(older.filter(({ sha256 }) => known.has(sha256)).length).toBeGreaterThan(100);
  });
  it('declare valid defaults, apart from a few axes that break rule 42 in the package itself', () => {
    const odd = parameters().flatMap(({ place, declaration }) =>
      declaration.default === null ? [] : validateValue(declaration, declaration.default).map((sentence) => `${place}: ${sentence}`),
    );
    const unknown = odd.filter(
      (sentence) => !/: (Min must be below max|Bins must be a whole number|Edges must rise|Should be an axis)/.test(sentence),
    );
    expect(unknown).toEqual([]);
    expect(odd.length).toBeLessThan(12);
  });
  it('leave no default unknown without saying why', () => {
    const unknown = parameters().filter(({ declaration }) => declaration.default === null);
    expect(unknown.length).toBeLessThan(700);
    expect(unknown.filter(({ declaration }) => declaration.unresolved === undefined)).toEqual([]);
  });
  it('give wagons that can be saved as they are, and whose download uploads to the same (rules 37, 58)', () => {
    const roundTrip = (workflow: WorkflowDeclaration): readonly string[] => {
      const configuration = defaultConfiguration(workflow);
      const text = downloadOf({ workflow, configuration });
      const read = readConfigurationFile(text);
      if (!read.ok) return [`${workflow.name}: line ${read.fault.line}: ${read.fault.reason}`];
      const onto = (current: typeof configuration) => overviewOfUpload(workflow, current, read.file);
      const [self, fresh] = [onto(configuration), onto({ ...configuration, base: {} })];
      return [
        ...configurationProblems(workflow, configuration).map(({ sentence }) => `${workflow.name}: ${sentence}`),
        ...(self.changes.length + self.ignored.length === 0 ? [] : [`${workflow.name}: changed by its own download`]),
        ...(downloadOf({ workflow, configuration: self.next }) === text ? [] : [`${workflow.name}: another download`]),
        ...(JSON.stringify(fresh.next.base) === JSON.stringify(configuration.base)
          ? []
          : [`${workflow.name}: ${fresh.problems.map(({ sentence }) => sentence).join(' ')} lost in a fresh wagon`]),
      ];
    };
    expect(imported.flatMap(({ workflow }) => roundTrip(workflow))).toEqual([]);
  });
  it('take the configuration files of the field: what was uploaded once changes nothing when uploaded again (rules 58–65)', () => {
    const texts = ['hyperloop_style', 'dpl_dump', 'per_workflow'].flatMap((folder) =>
      readdirSync(join(data, 'configs', folder)).map((name) => join(data, 'configs', folder, name)),
    );
    let changes = 0;
    let ignored = 0;
    for (const path of texts) {
      const read = readConfigurationBytes(readFileSync(path));
      if (!read.ok) continue;
      const named = new Set(read.file.tasks);
      for (const { workflow } of imported.filter(({ workflow: { tasks } }) => tasks.some(({ name }) => named.has(name)))) {
        const first = overviewOfUpload(workflow, defaultConfiguration(workflow), read.file);
        const again = overviewOfUpload(workflow, first.next, read.file);
        expect([path, workflow.name, again.changes]).toEqual([path, workflow.name, []]);
        changes += first.changes.length;
        ignored += first.ignored.length;
      }
    }
    expect([changes > 1000, ignored > 1000]).toEqual([true, true]);
  });
  it('of every tag at hand are read', async () => {
    for (const name of readdirSync(join(data, 'catalogue')).filter((file) => file.startsWith('sample_')))
      expect(await workflowsOf(join(data, 'catalogue', name))).toHaveLength(19);
  });
});

(here ? describe : describe.skip)('real tags and pull requests (rule 88)', () => {
  it('are read as a whole', async () => {
    const tags = await collect(parseTags(createReadStream(join(data, 'tags/o2physics_tags.json'))));
    expect(tags).toHaveLength(3108);
    const built = tags.flatMap(({ packageTag }) => packageTag ?? []);
    expect(built).toHaveLength(2020);
    expect(built.filter((packageTag) => !/^O2Physics::[a-z]+-[0-9]{8}([-_][0-9a-zA-Z]+)*$/.test(packageTag))).toEqual([]);
    expect(await collect(parsePulls(createReadStream(join(data, 'tags/o2physics_merged_prs.json'))))).toHaveLength(15809);
  });
});
