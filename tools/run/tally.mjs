import { existsSync, readFileSync, rmSync } from 'node:fs';
import { at } from './place.mjs';

/** Every runner leaves a JSON report; the sum of these is the last line of `npm test`. */
const jestReport = (project) => at(project, 'jest-report.json');
const browserReport = at('e2e', 'test-results', 'report.json');
const faultsReport = at('bench', 'results', 'faults.quick.json');
export const jestProjects = ['contracts', 'projections', 'backend', 'frontend', 'bench'];

/** An old report must not be counted for a runner that crashed before writing its own. */
export const forgetReports = () => {
  for (const file of [...jestProjects.map(jestReport), browserReport, faultsReport]) rmSync(file, { force: true });
};

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const ofJest = (project) => {
  const report = read(jestReport(project));
  if (report === undefined) return { name: project, passed: 0, failed: 1, note: 'the runner left no report' };
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: left, numRuntimeErrorTestSuites: broken } = report;
  return { name: project, passed, failed: failed + broken, note: left > 0 ? `${left} not run here` : '' };
};

const ofBrowser = () => {
  const report = read(browserReport);
  if (report === undefined) return { name: 'browser', passed: 0, failed: 1, note: 'the runner left no report' };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that needed a second try has failed once: that is a fault to look at, not a pass.
  return {
    name: 'browser',
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    note: skipped > 0 ? `${skipped} not run here` : '',
  };
};

const ofFaults = () => {
  const report = read(faultsReport);
  if (report === undefined) return { name: 'faults', passed: 0, failed: 1, note: 'the runner left no report' };
  const skipped = report.faults.filter((fault) => 'skipped' in fault);
  return {
    name: 'faults',
    passed: report.faults.filter(({ kept }) => kept === true).length,
    failed: report.faults.filter(({ kept }) => kept === false).length,
    note: skipped.length > 0 ? `${skipped.length} not run here: ${skipped.map(({ id, skipped: why }) => `${id}, ${why}`).join('; ')}` : '',
  };
};

export const tally = ({ browser }) => [...jestProjects.map(ofJest), ...(browser ? [ofBrowser()] : []), ofFaults()];
