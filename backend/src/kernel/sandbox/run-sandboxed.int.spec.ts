import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtUrl } from '../built-url.js';
import type { Isolation } from './isolation.js';
import { fallbackIsolation, probeIsolation } from './probe-isolation.js';
import { processesOf, readStat } from './processes.js';
import { endOrphan, type RunRecord } from './run-record.js';
import { runSandboxed, type SandboxOptions, type SandboxResult } from './run-sandboxed.js';

const codeRoot = fileURLToPath(new URL('../../../', import.meta.url));
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = async (
  isolation: Isolation,
  script: string,
  more: Partial<SandboxOptions> = {},
): Promise<SandboxResult & { stdout: string }> => {
  const result = await runSandboxed({
    isolation,
    argv: [process.execPath, '-e', script],
    runDir: dir,
    workDir: join(dir, 'work'),
    readOnly: [],
    limits: { wallSeconds: 150, memoryMb: 600, outputMb: 20, processes: 20 },
    deviceOf: (argv) => (argv[0] === process.execPath && argv[1] === '-e' ? 'script' : null),
    ...more,
  });
  return { ...result, stdout: await readFile(join(dir, 'stdout.log'), 'utf8') };
};

describe.each(['the best isolation of this machine', 'the fallback'])('a program under %s', (which) => {
  let isolation: Isolation;
  beforeAll(async () => {
    isolation = which === 'the fallback' ? await fallbackIsolation(codeRoot) : await probeIsolation(codeRoot);
  });

  it('runs in its own folder, ends with its status, and its output is kept', async () => {
    const lines: string[] = [];
    const result = await run(
      isolation,
      "console.log('hello'); console.error('oh'); require('fs').writeFileSync('out.txt', 'x'.repeat(1000)); process.exitCode = 3",
      {
        onLines: (batch) => lines.push(...batch.map(({ from, text }) => `${from} ${text}`)),
      },
    );
    expect([result.exitCode, result.reason, result.stdout]).toEqual([3, 'ended', 'hello\n']);
    expect(await readFile(join(dir, 'stderr.log'), 'utf8')).toBe('oh\n');
    expect(await readFile(join(dir, 'work', 'out.txt'), 'utf8')).toHaveLength(1000);
    expect(lines.sort()).toEqual(['stderr oh', 'stdout hello']);
    expect(result.usage).toMatchObject({ logBytes: 9, outputBytes: 1000 });
    expect(result.isolation.sentence).toMatch(isolation.mode === 'prlimit' ? /^Not isolated/ : /^Isolated by bubblewrap/);
    expect(existsSync(join(dir, 'run.json'))).toBe(false);
  });

  it('sees only the environment it was given', async () => {
    process.env['SECRET_OF_THE_BACKEND'] = 'yes';
    const { stdout } = await run(isolation, 'console.log(JSON.stringify(process.env))', { env: { GIVEN: '1' } });
    expect(stdout).not.toContain('SECRET_OF_THE_BACKEND');
    expect(JSON.parse(stdout)).toMatchObject({ GIVEN: '1', PATH: '/usr/bin:/bin' });
  });

  it('is ended at its wall limit although it ignores the request to end, with a child that left its session', async () => {
    const script =
      "process.on('SIGTERM', () => {}); require('child_process').spawn('/usr/bin/setsid', ['/bin/sleep', '300'], { detached: true, stdio: 'inherit' }); setInterval(() => {}, 1000)";
    let record: RunRecord | undefined;
    const result = await run(isolation, script, {
      limits: { wallSeconds: 2, memoryMb: 600, outputMb: 20, processes: 20 },
      onSample: () =>
        void readFile(join(dir, 'run.json'), 'utf8').then(
          (text) => (record = JSON.parse(text) as RunRecord),
          () => undefined,
        ),
    });
    expect([result.reason, result.detail]).toEqual(['wall-limit', 'it ran longer than 2 s']);
    expect(record).toBeDefined();
    expect(processesOf({ pid: -1, marker: record!.marker }, { strays: true })).toEqual([]);
  });

  it('is ended when it takes more memory than allowed', async () => {
    const result = await run(isolation, 'const held = []; setInterval(() => held.push(Buffer.alloc(40e6, 1)), 50)', {
      limits: { wallSeconds: 150, memoryMb: 200, outputMb: 20, processes: 20 },
    });
    expect(result.reason).toBe('memory-limit');
  });

  it('is ended when it writes more than allowed, and the log is kept', async () => {
    const result = await run(isolation, "setInterval(() => process.stdout.write('x'.repeat(99999) + '\\n'), 1)", {
      limits: { wallSeconds: 150, memoryMb: 600, outputMb: 2, processes: 20 },
    });
    expect(result.reason).toBe('output-limit');
    expect(result.stdout.length).toBeGreaterThan(1e6);
  });

  it('is ended on request', async () => {
    const stop = new AbortController();
    const result = await run(isolation, 'setInterval(() => {}, 1000)', { signal: stop.signal, onSample: () => stop.abort() });
    expect([result.reason, result.samplingCost.samples > 0]).toEqual(['killed', true]);
  });

  it('is sampled: memory and processor time of each device', async () => {
    const seen: number[] = [];
    const result = await run(
      isolation,
      'const held = Buffer.alloc(100e6, 1); const until = Date.now() + 1500; while (Date.now() < until); process.exitCode = held.length > 1 ? 0 : 1',
      {
        onSample: ({ processes }) => seen.push(...processes.filter(({ device }) => device === 'script').map(({ pssKb }) => pssKb)),
      },
    );
    expect(result.exitCode).toBe(0);
    expect(Math.max(...seen)).toBeGreaterThan(95_000);
    expect(result.samplingCost.seconds).toBeGreaterThan(0);
  });

  it('that outlives a killed backend is found and ended after the restart', async () => {
    const backend = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
      const { runSandboxed, probeIsolation, fallbackIsolation } = await import(${JSON.stringify(builtUrl(import.meta.url, './index.js').href)});
      const isolation = await ${which === 'the fallback' ? 'fallbackIsolation' : 'probeIsolation'}(${JSON.stringify(codeRoot)});
      await runSandboxed({ isolation, argv: [process.execPath, '-e', 'setInterval(() => {}, 1000)'], runDir: ${JSON.stringify(dir)}, workDir: ${JSON.stringify(join(dir, 'work'))}, readOnly: [],
        limits: { wallSeconds: 120, memoryMb: 600, outputMb: 20, processes: 20 }, deviceOf: () => 'x', onSample: () => console.log('runs') });
    `,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(backend.stdout, 'data');
    const record = JSON.parse(await readFile(join(dir, 'run.json'), 'utf8')) as RunRecord;
    backend.kill('SIGKILL');
    await once(backend, 'exit');
    expect(readStat(record.pid)?.startTime).toBe(record.startTime);
    expect(await endOrphan(dir)).toBe('ended');
    expect(processesOf({ pid: -1, marker: record.marker }, { strays: true })).toEqual([]);
    expect(await endOrphan(dir)).toBe('none');
  });

  it('leaves a stranger alone who now has its process number', async () => {
    const stranger = spawn('/bin/sleep', ['30']);
    const record: RunRecord = {
      pid: stranger.pid!,
      startTime: 1,
      marker: 'long-gone',
      cgroup: null,
      argv: [],
      startedAt: new Date().toISOString(),
    };
    await writeFile(join(dir, 'run.json'), JSON.stringify(record));
    expect(await endOrphan(dir)).toBe('gone');
    expect(stranger.exitCode).toBeNull();
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });
});

describe('the fallback of a backend that runs as root', () => {
  it('keeps its rights, and says so, only where nobody could not reach what the work must read', async () => {
    const probed = await probeIsolation(codeRoot);
    if (process.getuid?.() !== 0 || probed.tools.setpriv === null) return; // nobody else has rights to give away
    const isolation = { ...(await fallbackIsolation(codeRoot)), dropsRoot: true };
    const script = (path: string): string =>
      `console.log(require('fs').readFileSync(${JSON.stringify(path)}, 'utf8') + ' as ' + process.getuid())`;
    const open = await mkdtemp('/var/tmp/sandbox-open-');
    try {
      await chmod(open, 0o755);
      for (const folder of [dir, open]) await writeFile(join(folder, 'input'), 'read', { mode: 0o644 });
      const near = await run(isolation, script(join(open, 'input')), { readOnly: [join(open, 'input')] });
      expect([near.stdout, near.isolation.sentence]).toEqual(['read as 65534\n', isolation.sentence]);
      const far = await run(isolation, script(join(dir, 'input')), { readOnly: [join(dir, 'input')] });
      expect(far.stdout).toBe('read as 0\n');
      expect(far.isolation.sentence).toContain(`It runs as root, because nobody cannot read ${join(dir, 'input')}.`);
    } finally {
      await rm(open, { recursive: true });
    }
  });
});

describe('bubblewrap', () => {
  it('leaves no network, nothing to write to but the work folder, and nothing of the hidden folders', async () => {
    const isolation = await probeIsolation(codeRoot);
    if (isolation.mode === 'prlimit') {
      expect(isolation.sentence).toContain('Reason: ');
      return; // this machine has no bubblewrap, and says so
    }
    const script = `
      const fs = require('fs'), tried = {};
      for (const path of ['/etc/hyperloop-probe', '/usr/hyperloop-probe']) try { fs.writeFileSync(path, ''); tried[path] = 'written'; } catch (error) { tried[path] = error.code; }
      try { tried.log = fs.readFileSync(${JSON.stringify(join(tmpdir(), 'nothing'))}, 'utf8'); } catch (error) { tried.log = error.code; }
      tried.var = fs.readdirSync('/var').length;
      tried.net = Object.values(require('os').networkInterfaces()).flat().filter((one) => !one.internal).length;
      tried.root = process.getuid() === 0;
      console.log(JSON.stringify(tried));`;
    const { stdout } = await run(isolation, script, { hide: ['/var'] });
    expect(JSON.parse(stdout)).toEqual({
      '/etc/hyperloop-probe': 'EROFS',
      '/usr/hyperloop-probe': 'EROFS',
      log: 'ENOENT',
      var: 0,
      net: 0,
      root: false,
    });
  });
});
