import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfigurationBytes } from './configuration-file.js';

// Files that people of the experiment wrote; read where they exist, never copied (their licences are not stated).
const shared = process.env['HYPERLOOP_SHARED'] ?? join(import.meta.dirname, '../../../../../shared');
const configs = join(shared, 'data/configs');
const here = existsSync(configs);
const files = (folder: string): readonly (readonly [string, string])[] =>
  here ? readdirSync(join(configs, folder)).map((name) => [name, join(configs, folder, name)] as const) : [];
const read = (path: string) => readConfigurationBytes(readFileSync(path));

(here ? describe : describe.skip)('real configuration files (rules 58, 63)', () => {
  // The same dump, saved twice, names a task of the framework twice.
  const repeating = (name: string) => name.startsWith('louisemillot+SoftDrop');
  it.each(files('dpl_dump').filter(([name]) => repeating(name)))('%s repeats a key and is refused', (_, path) => {
    expect(read(path)).toMatchObject({
      ok: false,
      fault: { firstLine: 14, keyPath: ['internal-dpl-aod-index-builder'] },
    });
  });
  it.each([...files('hyperloop_style'), ...files('dpl_dump').filter(([name]) => !repeating(name))])('%s is read', (_, path) => {
    const result = read(path);
    expect(result.ok || result.fault).toBe(true);
  });
  it.each(files('per_workflow').filter(([name]) => name.startsWith('o2-')))('%s is read', (_, path) => {
    const result = read(path);
    expect(result.ok || result.fault).toBe(true);
  });
  it('a list of analyses is no configuration', () => {
    expect(read(join(configs, 'per_workflow/analyses_config.json'))).toMatchObject({
      ok: false,
      fault: { line: 2, keyPath: ['analyses'] },
    });
  });

  it.each([
    ['e977ef68', 678, 'is expected after “processCovarianceWithPID”'],
    ['f1834477', 6, 'before the closing “}”'],
    ['97f7b902', 604, 'before the closing “]”'],
    ['39413a21', null, 'not UTF-8'],
    ['37ab2ce2', null, 'is given twice'],
    ['9e55ad40', null, 'is given twice'],
  ])('the broken file %s is refused with line and reason', (mark, line, reason) => {
    const path = files('broken').find(([name]) => name.includes(mark))?.[1] ?? '';
    const result = read(path);
    if (result.ok) throw new Error('was read');
    if (line !== null) expect(result.fault.line).toBe(line);
    expect(result.fault.line).toBeGreaterThan(1);
    expect(result.fault.reason).toContain(reason);
    if (reason.includes('twice')) expect(result.fault.firstLine).toBeLessThan(result.fault.line);
  });

  it('keeps the nine digits of a float and the suffix of a subwagon', () => {
    const dump = read(join(configs, 'dpl_dump/Luzhiyongg+O2Tutorial__subwagon_FineCentBin.json'));
    if (!dump.ok) throw new Error(dump.fault.reason);
    expect(dump.file.tasks).toContain('flow-task_FineCentBin');
    expect(dump.file.entries.find(({ task, parameter }) => task === 'flow-task_FineCentBin' && parameter === 'cfgCutPtMin')?.value).toEqual(
      { form: 'text', text: '0.200000003' },
    );
  });
});
