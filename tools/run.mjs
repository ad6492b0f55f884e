// One command from a fresh clone: `node tools/run.mjs <task>` installs what the lock says and then does the task with the pinned Node.
import { at, must, nx, show } from './run/place.mjs';
import { ensureChromium } from './run/debian.mjs';
import { install } from './run/install.mjs';
import { start } from './run/start.mjs';
import { checks, test } from './run/test.mjs';

const [task, ...rest] = process.argv.slice(2);
const build = (...projects) =>
  must('node', nx('run-many', '-t', 'build', ...(projects.length > 0 ? [`--projects=${projects.join(',')}`] : [])));
const built = (file) => at('backend', 'dist', ...file.split('/'));

const tasks = {
  start: () => (build(), start()),
  test: async () => process.exit(await test()),
  build: () => build(...rest),
  check: () => rest.forEach((name) => must(...checks[name])),
  lint: () => (must('node', nx('run-many', '-t', 'lint', '--outputStyle=stream', ...rest)), must(...checks.probes)),
  typecheck: () => must('node', nx('run-many', '-t', 'typecheck', '--outputStyle=stream', ...rest)),
  fence: () => must('node', [at('tools', 'fence.mjs'), ...rest]),
  format: () => must('prettier', ['--write', '--log-level=warn', ...(rest.length > 0 ? rest : ['.'])]),
  e2e: () => (ensureChromium(), build(), process.exit(show('playwright', ['test', '-c', at('e2e'), ...rest]))),
  backup: () => (build('backend'), must('node', [built('kernel/backup/backup.js'), ...rest])),
  restore: () => (build('backend'), must('node', [built('kernel/backup/restore.js'), ...rest])),
  verify: () => (build('backend'), must('node', [built('kernel/backup/verify.js'), ...rest])),
  rebuild: () => (build('backend'), must('node', [built('kernel/read-side/rebuild.js'), ...rest])),
  import: () => (build('backend'), must('node', [built('packages/import/import.js'), ...rest])),
  openapi: () => (build('backend'), must('node', [built('kernel/http/openapi.js'), ...rest])),
  figures: () => must('node', [at('tools', 'figures.mjs'), ...rest]),
  policy: () => (build('backend'), must('node', [built('people/policy-document.js')])),
  bench: () => (build('bench'), must('node', [at('bench', 'dist', 'run.js'), ...rest])),
  faults: () => (build('bench'), process.exit(show('node', [at('bench', 'dist', 'faults', 'run.js'), ...rest]))),
  'test:eventstoredb': () => {
    if (!process.env.EVENTSTORE_URL) {
      console.error('EVENTSTORE_URL is needed, for example EVENTSTORE_URL=esdb://localhost:2113?tls=false npm run test:eventstoredb');
      process.exit(2);
    }
    build('backend');
    const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', at('node_modules', 'jest', 'bin', 'jest.js')];
    must('node', [...jest, '--rootDir', at('backend'), '-c', at('backend', 'jest.config.mjs'), 'kernel/event-log', ...rest]);
  },
};

if (!Object.hasOwn(tasks, task ?? '')) {
  console.error(`usage: node tools/run.mjs ${Object.keys(tasks).join('|')}`);
  process.exit(2);
}
install();
await tasks[task]();
