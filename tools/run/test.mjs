import { at, nx, quiet, show } from './place.mjs';
import { ensureChromium, wantBubblewrap } from './debian.mjs';
import { forgetReports, tally } from './tally.mjs';

const node = (...args) => ['node', args];
const projects = (target, ...more) => node(...nx('run-many', '-t', target, '--outputStyle=stream', ...more));

/** Cheap things first; what needs the build comes after it. */
export const checks = {
  format: ['prettier', ['--check', '--log-level=warn', '.']],
  fence: node(at('tools', 'fence.mjs')),
  probes: node(at('tools', 'probes', 'lint-probes.mjs')),
  links: node(at('tools', 'check-links.mjs')),
  figures: node(at('tools', 'figures.mjs'), '--check'),
  compose: node(at('tools', 'check-compose.mjs')),
  build: projects('build'),
  typecheck: projects('typecheck'),
  lint: projects('lint'),
  openapi: node(at('backend', 'dist', 'kernel', 'http', 'openapi.js'), '--check'),
  bundle: node(at('tools', 'check-bundle.mjs')),
};

const seconds = (since) => `${Math.round((performance.now() - since) / 1000)} s`.padStart(6);
const line = (verdict, name, rest) => console.log(`${verdict.padEnd(6)} ${name.padEnd(12)} ${rest}`);

/** A check says nothing but its time when all is well, and everything when it is not. */
const check = async (name) => {
  const since = performance.now();
  const { status, output } = await quiet(...checks[name]);
  if (status !== 0) console.log(`\n${output.trimEnd()}\n`);
  line(status === 0 ? 'ok' : 'FAILED', name, seconds(since));
  return status === 0;
};

const runSuites = (name, [command, args]) => {
  console.log(`\n── ${name}`);
  const since = performance.now();
  const status = show(command, args);
  line(status === 0 ? 'ok' : 'FAILED', name, seconds(since));
  return status === 0;
};

/** Everything that must hold before a change is taken: all checks, all suites, one sum at the end. */
export const test = async ({ browser = true } = {}) => {
  wantBubblewrap();
  if (browser) ensureChromium();
  forgetReports();
  const failed = [];
  const note = (name, well) => well || failed.push(name);
  for (const name of Object.keys(checks)) {
    const well = await check(name);
    note(name, well);
    if (name === 'build' && !well) {
      console.log('\nNothing further runs on a broken build.\n0 passed, 1 failed');
      return 1;
    }
  }
  // One project after the other: Jest itself uses all cores.
  note('specs', runSuites('specs', projects('test', '--parallel=1')));
  note('bench', runSuites('bench', node(at('bench', 'dist', 'run.js'), 'all', '--quick')));
  if (browser) note('browser', runSuites('browser', ['playwright', ['test', '-c', at('e2e')]]));
  note('faults', runSuites('faults', node(at('bench', 'dist', 'faults', 'run.js'), '--quick')));

  const sums = tally({ browser });
  const suites = ['specs', 'browser', 'faults'];
  // A long log is read from its end: what failed, and what it said, stands there again.
  for (const { title, said } of sums.flatMap(({ failures }) => failures)) console.log(`\nFAILED ${title}\n${said.replace(/^/gm, '  ')}`);
  const brokenChecks = failed.filter((name) => !suites.includes(name));
  console.log('');
  for (const { name, passed, failed: f, note: n } of sums)
    line(f === 0 ? 'ok' : 'FAILED', name, `${passed} passed, ${f} failed${n ? ` (${n})` : ''}`);
  for (const name of brokenChecks) line('FAILED', name, 'check');
  const sum = (key) => sums.reduce((total, each) => total + each[key], 0);
  // A failed check counts as one failure, and so does a runner that failed without a failed test.
  const failures = Math.max(sum('failed') + brokenChecks.length, failed.length > 0 ? 1 : 0);
  console.log(`\n${sum('passed')} passed, ${failures} failed`);
  return failures === 0 ? 0 : 1;
};
